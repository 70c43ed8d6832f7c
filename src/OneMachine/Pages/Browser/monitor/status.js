// Statuses of runs and tables in words and colours; never by colour alone.
import { h } from '../lib/dom.js';

const LOOKS = { succeeded: 'good', published: 'good', failed: 'bad', cancelled: 'warn', skipped: 'warn', held: 'warn', 'rolled back': 'warn', running: 'going', checking: 'going', publishing: 'going', queued: 'going' };

/** The status as a person reads it. */
export const statusOf = status => h('span', { class: `status ${LOOKS[status] ?? 'quiet'}` }, status);

const KINDS = { night: 'nightly', manual: 'by hand', rerun: 'rerun', rollback: 'rollback', backfill: 'backfill', publication: 'published by hand' };

/** What kind of run it is, in words. */
export const kindOf = ({ kind }) => KINDS[kind] ?? kind;

/** Tables as people name them: `theshop-brand hourly_traffic`. */
export const named = text => text.replace(/(\w+)_commerce_(\w+)_summary/g, (_, service, table) => `${service.replaceAll('_', '-')} ${table}`);

/** What a run says of itself, in short: its report's address stands on the run's page. */
export const said = run => named((run.line ?? '').replace(/; report: \S+$/, ''));
