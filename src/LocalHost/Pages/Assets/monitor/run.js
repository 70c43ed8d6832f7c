// One run: what came of it, its timeline, and each of its tables with SQL, figures, warnings, error and advice.
import { ApiError, call } from '../lib/api.js';
import { h, scrollBox } from '../lib/dom.js';
import { bytes, format } from '../lib/format.js';
import { between, duration, moment } from '../lib/time.js';
import { actionsFor, rollbackButton } from './actions.js';
import { statusOf } from './status.js';
import { timeline } from './timeline.js';

/** What it returns draws the run anew and says whether it goes on. */
export function oneRun(main, id) {
  const known = new Map();
  let drawn = '';
  return async () => {
    const report = await call('GET', `/api/runs/${encodeURIComponent(id)}`);
    const progress = await progressOf(id);
    await load(known, report);
    const state = JSON.stringify([report, progress, [...known]]);
    // Nothing new: what a person has opened or selected stays as it is.
    if (state !== drawn || report.status === 'running') draw(main, id, report, progress, known);
    drawn = state;
    return report.status === 'running';
  };
}

async function progressOf(id) {
  try {
    return await call('GET', `/pages/monitor/runs/${encodeURIComponent(id)}`);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** Asks for the queries that are not known to have ended. */
async function load(known, report) {
  const ids = report.services.flatMap(service => service.tables.map(table => table.query_execution_id)).filter(query => query && !known.get(query)?.completed_at);
  if (ids.length === 0) return;
  for (const query of await call('POST', '/pages/monitor/queries', ids)) known.set(query.id, query);
}

function draw(main, id, report, progress, queries) {
  const open = new Set([...main.querySelectorAll('details[open]')].map(details => details.dataset.key));
  const facts = [
    ['status', statusOf(report.status)], ...(report.kind === 'rollback' ? [['kind', 'rollback']] : []), ['execution date', report.execution_date], ['started (UTC)', moment(report.started_at)], ['duration', duration(between(report.started_at, report.finished_at))],
    ['tables', `${report.totals.published} of ${report.totals.tables}`], ['failed', report.totals.failed], ['rows', format(report.totals.rows)],
    ['scanned', bytes(report.totals.data_scanned_bytes)], ['cost', format(report.totals.estimated_cost_usd, 'currencyUSD')],
  ];
  const done = (name, answer) => { if (name === 'purge') location.href = '/monitor'; else if (answer?.id) location.href = `/monitor?run=${encodeURIComponent(answer.id)}`; };
  main.replaceChildren(
    h('p', {}, h('a', { href: '/monitor' }, 'All runs')),
    h('h1', {}, id),
    h('dl', { class: 'facts' }, facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, typeof value === 'number' ? String(value) : value)))),
    progress?.line ? h('p', { class: 'quiet', role: 'status' }, progress.line) : '',
    h('div', { class: 'actions' }, actionsFor(id, report, progress?.runtime_status, done)),
    h('h2', {}, 'Timeline'), h('div', { class: 'card' }, timeline(report, queries)),
    ...report.services.map(service => h('section', {},
      h('div', { class: 'heading' }, h('h2', {}, service.service_name, ' ', statusOf(service.status)), report.status !== 'running' && rollbackButton(service.service_name, service.tables.map(table => table.query_type))),
      h('div', { class: 'card' }, tables(service, queries)))));
  for (const details of main.querySelectorAll('details')) details.open = open.has(details.dataset.key);
}

function tables(service, queries) {
  const heads = [['Table'], ['Status'], ['Rows', 1], ['Scanned', 1], ['Queue', 1], ['Engine', 1], ['Attempts', 1], ['Query, warnings, error']];
  return scrollBox(`Tables of ${service.service_name}`, h('table', {},
    h('thead', {}, h('tr', {}, heads.map(([text, number]) => h('th', { scope: 'col', class: number && 'number' }, text)))),
    h('tbody', {}, service.tables.map(table => h('tr', { 'data-table': table.table },
      h('td', {}, h('a', { href: `/monitor?service=${encodeURIComponent(service.service_name)}&table=${encodeURIComponent(table.query_type)}` }, table.query_type)),
      h('td', {}, statusOf(table.status)),
      h('td', { class: 'number' }, format(table.rows)),
      h('td', { class: 'number' }, table.data_scanned_bytes === null ? '–' : bytes(table.data_scanned_bytes)),
      h('td', { class: 'number' }, duration(table.queue_ms)),
      h('td', { class: 'number' }, duration(table.engine_ms)),
      h('td', { class: 'number' }, table.attempts),
      h('td', {}, notices(table), sql(table, queries)))))));
}

const notices = table => [
  table.error && h('p', { class: 'error' }, h('strong', {}, table.error.code), ` ${table.error.message} `, h('span', { class: 'quiet' }, table.error.advice)),
  ...table.warnings.map(warning => h('p', { class: 'warn' }, h('strong', {}, warning.code), ` ${warning.message} `, h('span', { class: 'quiet' }, warning.advice))),
];

const sql = (table, queries) => table.query_execution_id && h('details', { 'data-key': table.query_execution_id },
  h('summary', {}, `query ${table.query_execution_id}`),
  h('pre', { tabindex: 0, 'aria-label': 'SQL' }, queries.get(table.query_execution_id)?.sql ?? 'Athena no longer knows this query.'));
