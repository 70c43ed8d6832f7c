// A run as a Gantt chart: for each table the time that it waited for a place, in Athena's queue, in its engine, and until it was published; attempt by attempt.
import { breakable, h, scrollBox } from '../lib/dom.js';
import { duration } from '../lib/time.js';

const LEGEND = [['turn', 'waits for another run'], ['waits', 'waits for a place'], ['queued', 'in Athena’s queue'], ['engine', 'in the engine'], ['checks', 'checked and published'], ['unpublished', 'built, not published'], ['retried', 'failed, tried again'], ['failed', 'failed'], ['cancelled', 'cancelled'], ['batch', 'batch']];
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 36_000, 86_400].map(seconds => 1000 * seconds);
const MOST_TICKS = 7;

/** The chart; `steps` are what the orchestrations know, `queries` Athena's executions by id. */
export function timeline(report, steps, queries) {
  const until = untilOf(report, steps, queries);
  const services = report.services.map(service => ({ name: service.service_name, tables: service.tables.map(table => ({ table, spans: spansOf(table, queries, until) })).sort(byStart) }));
  const turn = turnOf(report, steps);
  const all = [...turn, ...services.flatMap(({ tables }) => tables.flatMap(({ spans }) => spans))];
  const from = Math.min(Date.parse(report.started_at), ...all.map(span => span.start));
  const to = Math.max(from + 1, until, ...all.map(span => span.end));
  const track = spans => h('div', { class: 'track' }, spans.map(span => placed(span, from, to)));
  const kinds = new Set(all.map(({ kind }) => kind));
  return h('div', { class: 'stack' },
    h('ul', { class: 'legend' }, LEGEND.filter(([kind]) => kind === 'batch' || kinds.has(kind)).map(([kind, text]) => h('li', {}, h('i', { class: kind }), text))),
    scrollBox('Timeline', h('div', { class: 'timeline' },
      lane('', axis(from, to)),
      turn.length > 0 && lane('whole run', track(turn), 'head'),
      services.flatMap(({ name, tables }) => [lane(name, track(batches(tables)), 'head'), ...tables.map(({ table, spans }) => lane(table.query_type, track(spans)))]))));
}

const lane = (name, track, kind = '') => h('div', { class: `lane ${kind}` }, h('span', { title: name }, breakable(name)), track);
const byStart = (a, b) => (a.spans[0]?.start ?? Infinity) - (b.spans[0]?.start ?? Infinity) || 0;

/** What has no end goes on until now in a run that goes on, and in one that has ended no longer than the run: an old run that was killed does not last until today. */
function untilOf(report, steps, queries) {
  if (report.status === 'running') return Date.now();
  if (report.finished_at) return Date.parse(report.finished_at);
  const attempts = (steps?.tables ?? []).flatMap(table => table.attempts);
  const known = [report.started_at, ...attempts.flatMap(({ asked_at, submitted_at, ended_at }) => [asked_at, submitted_at, ended_at]), ...[...queries.values()].map(query => query.completed_at)];
  return Math.max(...known.filter(Boolean).map(iso => Date.parse(iso)));
}

function placed({ kind, start, end, title }, from, to) {
  const element = h('span', { class: `span ${kind}`, title });
  element.style.left = `min(${(100 * (start - from)) / (to - from)}%, calc(100% - 5px))`;
  element.style.width = `${(100 * (end - start)) / (to - from)}%`;
  return element;
}

function axis(from, to) {
  const step = STEPS.find(one => (to - from) / one <= MOST_TICKS) ?? STEPS.at(-1);
  const ticks = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => i * step);
  return h('div', { class: 'axis' }, ticks.map(tick => {
    const label = h('span', {}, duration(tick, step < 1000 ? 1 : 0));
    label.style.left = `${(100 * tick) / (to - from)}%`;
    return label;
  }));
}

/** Runs go one after another: how long this one waited for the others, where that is to be seen. */
function turnOf(report, steps) {
  if (!steps) return [];
  const [start, end] = [Date.parse(steps.created_at), steps.phase === 'waiting' && report.status === 'running' ? Date.now() : Date.parse(report.started_at)];
  return end - start >= 1000 ? [{ kind: 'turn', start, end, title: `${duration(end - start)} until its turn came` }] : [];
}

const ENDS = { published: 'checks', skipped: 'unpublished', held: 'unpublished', failed: 'failed', cancelled: 'cancelled' };

function spansOf(table, queries, until) {
  const attempts = table.steps?.attempts ?? (table.query_execution_id ? [{ number: 1, query_execution_id: table.query_execution_id }] : []);
  const spans = attempts.flatMap((attempt, i) => attemptOf(table, attempt, queries.get(attempt.query_execution_id), until, i + 1 < attempts.length));
  const built = attempts.at(-1)?.end === 'succeeded';
  return [...spans, ...endOf(table, spans.at(-1), built, until)].filter(({ start, end }) => end >= start);
}

/** What came after a table's last query. The last bar says how the table ended, whatever its query came to: one that could not be published ends red. */
function endOf(table, last, built, until) {
  if (table.open) return last && built ? [after('checks', last.end, until, `${table.query_type}: being checked and published for`)] : [];
  const kind = ENDS[table.status] ?? 'unpublished';
  const ended = time(table.steps?.ended_at);
  if (kind === 'failed' || kind === 'cancelled') return last?.kind === kind || (kind === 'cancelled' && !last) ? [] : [after(kind, last?.end ?? ended ?? until, ended ?? last?.end ?? until, whyOf(table))];
  return last && built && ended !== null ? [after(kind, last.end, ended, `${table.query_type}: ${kind === 'checks' ? 'seen, checked and published in' : 'built and not published, seen and checked in'}`)] : [];
}

const after = (...what) => ({ ...span(...what), isAfter: true });
const whyOf = ({ query_type, status, error }) => `${query_type}: ${status}${error ? `, ${error.code}: ${error.message}` : ''} after`;

function attemptOf(table, attempt, query, until, isTriedAgain) {
  const what = `${table.query_type}${attempt.number > 1 ? `, attempt ${attempt.number}` : ''}:`;
  const asked = time(attempt.asked_at);
  const submitted = time(query?.submitted_at ?? attempt.submitted_at);
  if (submitted === null) return asked === null ? [] : [span('waits', asked, time(attempt.ended_at) ?? until, `${what} waits for a place for`)];
  const ended = time(query?.completed_at ?? attempt.ended_at) ?? until;
  const queued = query?.state === 'QUEUED' ? ended - submitted : query?.queue_ms ?? attempt.queue_ms ?? 0;
  const started = Math.min(submitted + queued, ended);
  const kind = { FAILED: 'failed', CANCELLED: 'cancelled', failed: 'failed', cancelled: 'cancelled' }[query?.state ?? attempt.end] ?? 'engine';
  return [
    ...(asked === null ? [] : [span('waits', asked, submitted, `${what} waited for a place for`)]),
    span('queued', submitted, started, `${what} in Athena’s queue for`),
    span(kind === 'failed' && isTriedAgain ? 'retried' : kind, started, ended, `${what} ${query?.state.toLowerCase() ?? attempt.end ?? 'running'} after`, attempt.error),
  ];
}

const span = (kind, start, end, said, more) => ({ kind, start, end, title: `${said} ${duration(end - start)}${more ? `. ${more}` : ''}` });
const time = iso => (iso ? Date.parse(iso) : null);

/** The batches of a service: their tables are asked for in one go, and each begins when all queries of the one before have ended. */
function batches(tables) {
  const groups = [];
  const asked = tables.map(({ spans }) => spans.filter(one => !one.isAfter)).filter(spans => spans.length > 0);
  for (const spans of asked) {
    const [start, end] = [spans[0].start, spans.at(-1).end];
    const last = groups.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else groups.push({ kind: 'batch', start, end });
  }
  // Without its number: a run of a few tables has not all batches.
  return groups.map(group => ({ ...group, title: `batch: ${duration(group.end - group.start)}` }));
}
