// One run: what came of it, why tables failed, its timeline, and each of its tables. Live while it goes on.
import { ApiError, call } from '../lib/api.js';
import { h, redraw } from '../lib/dom.js';
import { bytes, format } from '../lib/format.js';
import { both, duration, moment, taken } from '../lib/time.js';
import { actionsFor, publishButton } from './actions.js';
import { backfillButton } from './again.js';
import { causes, notice } from './causes.js';
import { links, runLinks } from './links.js';
import { named, statusOf } from './status.js';
import { tablesOf } from './tables.js';
import { timeline } from './timeline.js';

/** What it returns draws the run anew and says whether it goes on. */
export function oneRun(main, id) {
  const known = new Map();
  let drawn = '';
  return async () => {
    const [report, steps, elsewhere] = await Promise.all([call('GET', `/api/runs/${encodeURIComponent(id)}`), stepsOf(id), links()]);
    overlay(report, steps);
    await load(known, report);
    const state = JSON.stringify([report, steps, [...known]]);
    // Nothing new: what a person has opened or selected stays as it is.
    if (state !== drawn || report.status === 'running') draw(main, id, report, steps, known, elsewhere);
    drawn = state;
    return report.status === 'running';
  };
}

/** What the orchestrations know; null of a run whose history is purged, or not of this host. */
async function stepsOf(id) {
  try {
    return await call('GET', `/pages/monitor/runs/${encodeURIComponent(id)}`);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** Puts each table's steps beside it; a table that has ended is shown before the run's report, written after each batch, has it. */
function overlay(report, steps) {
  for (const service of report.services) {
    service.tables = service.tables.map(table => {
      const own = steps?.tables.find(one => one.service_name === service.service_name && one.query_type === table.query_type);
      const open = report.status === 'running' && table.status === 'skipped' && table.warnings.length === 0;
      // A refresh that ended without a report died of its own code; the run's report says so after the batch.
      const died = open && own?.ended_at && !own.report;
      const known = died ? { ...table, status: 'failed' } : (open && own?.report) || table;
      return { ...known, steps: own, open: open && !own?.ended_at };
    });
  }
}

/** Asks for the queries that are not known to have ended. */
async function load(known, report) {
  const tables = report.services.flatMap(service => service.tables);
  const ids = new Set(tables.flatMap(table => [table.query_execution_id, ...(table.steps?.attempts ?? []).map(attempt => attempt.query_execution_id)]));
  const asked = [...ids].filter(query => query && !known.get(query)?.completed_at);
  if (asked.length === 0) return;
  for (const query of await call('POST', '/pages/monitor/queries', asked)) known.set(query.id, query);
}

function draw(main, id, report, steps, queries, elsewhere) {
  const done = (name, answer) => { if (name === 'purge') location.href = '/monitor'; else if (answer?.id) location.href = `/monitor?run=${encodeURIComponent(answer.id)}`; };
  redraw(main,
    h('p', { class: 'back' }, h('a', { href: '/monitor' }, '← All runs')),
    h('h1', { id: 'content', tabindex: -1 }, id),
    h('dl', { class: 'facts' }, factsOf(report).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, typeof value === 'number' ? String(value) : value)))),
    h('p', { class: 'quiet said', role: 'status' }, [steps?.line && named(steps.line), queueLine(report, steps?.queue)].filter(Boolean).join(' · ')),
    ...(report.warnings ?? []).map(warning => notice(warning, 'warn')),
    h('div', { class: 'actions' }, report.status !== 'running' && publishButton(id, report), actionsFor(id, report, steps?.runtime_status, done), backfillButton(report), runLinks(elsewhere, report)),
    causes(report),
    h('h2', {}, 'Timeline'), h('div', { class: 'card' }, timeline(report, steps, queries)),
    ...report.services.map(service => tablesOf(service, queries, report, elsewhere)));
}

function factsOf(report) {
  const totals = report.status === 'running' ? soFar(report) : report.totals;
  return [
    ['status', statusOf(report.status)],
    ...(report.kind !== 'refresh' ? [['kind', report.kind]] : []),
    ...(report.publication_of ? [['publishes held tables of', linkTo(report.publication_of)]] : []),
    ...(report.asked_by ? [['asked by', report.asked_by]] : []),
    ...(report.published_by ? [['published by hand with', report.published_by.flatMap((run, i) => [i > 0 && ', ', linkTo(run)])]] : []),
    ...(report.mended_by ? [['mended by', linkTo(report.mended_by)]] : []),
    ...(report.rerun_of ? [['rerun of', linkTo(report.rerun_of)]] : []),
    ['execution date', report.execution_date],
    ['started', both(report.started_at)],
    [report.status === 'running' ? 'running for' : 'duration', duration(taken(report))],
    [report.kind === 'rollback' ? 'tables rolled back' : 'tables published', `${totals.published} of ${totals.tables}`],
    ['tables failed', totals.failed > 0 ? h('span', { class: 'bad' }, String(totals.failed)) : 0],
    ['rows', format(totals.rows)], ['scanned', bytes(totals.data_scanned_bytes)], ['cost', format(totals.estimated_cost_usd, 'currencyUSD')],
    // Reports of earlier programs have no such counts.
    ...(totals.api_calls ? [['AWS requests', format(Object.values(totals.api_calls).reduce((all, one) => all + one, 0))]] : []),
    ...(totals.activity_executions ? [['activities', format(totals.activity_executions)]] : []),
  ];
}

const linkTo = run => h('a', { href: `/monitor?run=${encodeURIComponent(run)}` }, run);

/** The report's totals come after each batch; the tables that have ended are known before. */
function soFar({ services, totals }) {
  const tables = services.flatMap(service => service.tables);
  const sum = name => tables.reduce((total, table) => total + (table[name] ?? 0), 0);
  const count = status => tables.filter(table => table.status === status).length;
  return { ...totals, published: count('published'), failed: count('failed') + count('held'), rows: sum('rows'), data_scanned_bytes: Math.max(sum('data_scanned_bytes'), totals.data_scanned_bytes) };
}

/** How many queries run and wait, and whether Athena refuses more. */
function queueLine(report, queue) {
  if (!queue || report.status !== 'running') return '';
  const refused = queue.refusals > 0 ? `; Athena has refused ${queue.refusals} in a row, the next is tried at ${moment(queue.submit_from).slice(11)} UTC` : '';
  return `${queue.running} ${queue.running === 1 ? 'query' : 'queries'} in Athena, ${queue.waiting} waiting for a place${refused}`;
}
