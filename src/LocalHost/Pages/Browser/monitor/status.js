// Statuses of runs and tables in words and colours; never by colour alone.
import { h } from '../lib/dom.js';

const LOOKS = { succeeded: 'good', published: 'good', failed: 'bad', cancelled: 'warn', skipped: 'warn', held: 'warn', 'rolled back': 'warn', running: 'going', checking: 'going', publishing: 'going', queued: 'going' };

/** The status as a person reads it. */
export const statusOf = status => h('span', { class: `status ${LOOKS[status] ?? 'quiet'}` }, status);
