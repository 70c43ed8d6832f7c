// Where a run and its queries are seen elsewhere: by the settings of this host, and nowhere without them.
import { call } from '../lib/api.js';
import { h } from '../lib/dom.js';

let asked = null;

/** The addresses that the settings give, asked for once, and again after a failure. */
export const links = () => (asked ??= call('GET', '/pages/monitor/links').catch(forget));

function forget(error) {
  asked = null;
  throw error;
}

const filled = (url, values) => url.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? encodeURIComponent(values[name]) : whole));
const away = (url, text) => h('a', { href: url, rel: 'noreferrer' }, text);

/** Links to a run's log and trace; none where no setting names them. */
export function runLinks({ log, trace }, report) {
  const values = { run: report.run_id, from: report.started_at, to: report.finished_at ?? new Date().toISOString() };
  return [log && away(filled(log, values), 'Log'), trace && away(filled(trace, values), 'Trace')].filter(Boolean);
}

/** A link to a query in Athena's console; null where no setting names it. */
export const queryLink = ({ query }, id) => (query ? away(filled(query, { query: id }), 'in Athena’s console') : null);
