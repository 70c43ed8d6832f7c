// The tables of one service in a run: where each stands, its figures, its queries with their SQL, its warnings and error.
import { h, scrollBox } from '../lib/dom.js';
import { bytes, format } from '../lib/format.js';
import { duration } from '../lib/time.js';
import { rollbackButton } from './actions.js';
import { rerunTablesButton } from './again.js';
import { notice, rowId } from './causes.js';
import { queryLink } from './links.js';
import { statusOf } from './status.js';

const HEADS = [['Table'], ['Status'], ['Rows', 1], ['Scanned', 1], ['Athena’s queue', 1], ['Engine', 1], ['Attempts', 1], ['Query, warnings, error']];

export function tablesOf(service, queries, report, elsewhere) {
  const types = service.tables.map(table => table.query_type);
  const canAct = report.status !== 'running';
  return h('section', {},
    h('div', { class: 'heading' }, h('h2', {}, service.service_name, ' ', statusOf(service.status)), canAct && h('div', { class: 'actions' }, rerunTablesButton(service.service_name, types, report.execution_date), rollbackButton(service.service_name, types))),
    h('div', { class: 'card' }, scrollBox(`Tables of ${service.service_name}`, h('table', { class: 'stacks' },
      h('thead', {}, h('tr', {}, HEADS.map(([text, number]) => h('th', { scope: 'col', class: number && 'number' }, text)))),
      h('tbody', {}, service.tables.map(table => row(service, table, queries, elsewhere)))))));
}

function row(service, table, queries, elsewhere) {
  const cell = (i, ...children) => h('td', { 'data-label': HEADS[i][0], class: [HEADS[i][1] && 'number', i === 0 && 'name', i === 7 && 'said'].filter(Boolean).join(' ') || null }, ...children);
  return h('tr', { 'data-table': table.table, id: rowId(service.service_name, table), tabindex: -1 },
    cell(0, h('a', { href: `/monitor?service=${encodeURIComponent(service.service_name)}&table=${encodeURIComponent(table.query_type)}` }, table.query_type)),
    cell(1, statusOf(table.open ? stepOf(table, queries) : table.status), table.open && elapsed(table)),
    cell(2, format(table.rows)),
    cell(3, table.data_scanned_bytes === null ? '–' : bytes(table.data_scanned_bytes)),
    cell(4, duration(table.queue_ms)),
    cell(5, duration(table.engine_ms)),
    cell(6, String(table.steps?.attempts.length ?? table.attempts)),
    cell(7,
      table.error && notice(table.error, 'error'),
      table.excluded_days && h('p', { class: 'excluded' }, `Left out of its window (ExcludedDays): ${table.excluded_days.join(', ')}`),
      // What holds the table stands above as its error.
      (table.findings ?? []).filter(finding => finding.message !== table.error?.message).map(finding => notice(finding, 'warn')),
      table.warnings.map(warning => notice(warning, 'warn')),
      skipped(table),
      queriesOf(table).map(([id, label]) => sql(id, label, queries, elsewhere))));
}

/** Lines of the log that could not be read, however few: below the share that makes a warning they are told too. */
function skipped({ skipped_lines: sum }) {
  if (!sum) return null;
  const where = sum.days === 1 ? sum.worst.day : `${format(sum.days)} days (the largest share on ${sum.worst.day})`;
  return h('p', { class: 'quiet' }, `${format(sum.skipped)} of ${format(sum.lines)} lines of ${where} could not be read`);
}

/** Where a table stands that has not ended, in a word. */
function stepOf({ steps }, queries) {
  if (!steps || steps.step === 'waiting') return 'waiting';
  return steps.step === 'querying' ? (queries.get(steps.attempts.at(-1).query_execution_id)?.state ?? 'running').toLowerCase() : steps.step;
}

/** For how long it has stood there, counted by this browser's clock. */
function elapsed({ steps }) {
  const last = steps?.attempts.at(-1);
  const since = last && (last.ended_at ?? last.submitted_at ?? last.asked_at);
  return since && h('p', { class: 'quiet' }, `for ${duration(Math.max(0, Date.now() - Date.parse(since)), 0)}`);
}

/** Ids of a table's queries, and what they are called: the report has the last one alone. */
function queriesOf(table) {
  const attempts = (table.steps?.attempts ?? []).filter(attempt => attempt.query_execution_id);
  if (attempts.length === 0) return table.query_execution_id ? [[table.query_execution_id, 'query']] : [];
  return attempts.map(attempt => [attempt.query_execution_id, attempts.length === 1 ? 'query' : `attempt ${attempt.number}${attempt.end ? `, ${attempt.end}` : ''}: query`]);
}

const sql = (id, label, queries, elsewhere) => h('details', { 'data-key': id },
  h('summary', {}, `${label} `, h('code', {}, id)),
  queryLink(elsewhere, id),
  h('pre', { tabindex: 0, 'aria-label': 'SQL' }, queries.get(id)?.sql ?? 'Athena no longer knows this query.'));
