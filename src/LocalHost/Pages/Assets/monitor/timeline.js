// A run as a Gantt chart: for each table the time that it waited for a place, in Athena's queue, in its engine, and until it was published; attempt by attempt.
import { h, scrollBox } from '../lib/dom.js';
import { duration } from '../lib/time.js';

const LEGEND = [['turn', 'waits for another run'], ['waits', 'waits for a place'], ['queued', 'in Athena’s queue'], ['engine', 'in the engine'], ['checks', 'checked and published'], ['failed', 'failed'], ['cancelled', 'cancelled'], ['batch', 'batch']];
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 36_000, 86_400].map(seconds => 1000 * seconds);
const MOST_TICKS = 7;

/** The chart; `steps` are what the orchestrations know, `queries` Athena's executions by id. */
export function timeline(report, steps, queries) {
  const services = report.services.map(service => ({ name: service.service_name, tables: service.tables.map(table => ({ table, spans: spansOf(table, queries) })).sort(byStart) }));
  const turn = turnOf(report, steps);
  const all = [...turn, ...services.flatMap(({ tables }) => tables.flatMap(({ spans }) => spans))];
  const from = Math.min(Date.parse(report.started_at), ...all.map(span => span.start));
  const to = Math.max(from + 1, report.finished_at ? Date.parse(report.finished_at) : report.status === 'running' ? Date.now() : from, ...all.map(span => span.end));
  const track = spans => h('div', { class: 'track' }, spans.map(span => placed(span, from, to)));
  const kinds = new Set(all.map(({ kind }) => kind));
  return h('div', { class: 'stack' },
    h('ul', { class: 'legend' }, LEGEND.filter(([kind]) => kind === 'batch' || kinds.has(kind)).map(([kind, text]) => h('li', {}, h('i', { class: kind }), text))),
    scrollBox('Timeline', h('div', { class: 'timeline' },
      lane('', axis(from, to)),
      turn.length > 0 && lane('whole run', track(turn), 'head'),
      services.flatMap(({ name, tables }) => [lane(name, track(batches(tables)), 'head'), ...tables.map(({ table, spans }) => lane(table.query_type, track(spans)))]))));
}

const lane = (name, track, kind = '') => h('div', { class: `lane ${kind}` }, h('span', { title: name }, name), track);
const byStart = (a, b) => (a.spans[0]?.start ?? Infinity) - (b.spans[0]?.start ?? Infinity) || 0;

function placed({ kind, start, end, title }, from, to) {
  const element = h('span', { class: `span ${kind}`, title });
  element.style.left = `${(100 * (start - from)) / (to - from)}%`;
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

function spansOf(table, queries) {
  const attempts = table.steps?.attempts ?? (table.query_execution_id ? [{ number: 1, query_execution_id: table.query_execution_id }] : []);
  const spans = attempts.flatMap(attempt => attemptOf(table, attempt, queries.get(attempt.query_execution_id)));
  const [last, ended] = [spans.at(-1), table.steps?.ended_at];
  if (last && attempts.at(-1).end === 'succeeded') spans.push(span('checks', last.end, ended ? Date.parse(ended) : Date.now(), `${table.query_type}: seen, checked and published in`));
  return spans.filter(({ start, end }) => end >= start);
}

function attemptOf(table, attempt, query) {
  const what = `${table.query_type}${attempt.number > 1 ? `, attempt ${attempt.number}` : ''}:`;
  const asked = time(attempt.asked_at);
  const submitted = time(query?.submitted_at ?? attempt.submitted_at);
  if (submitted === null) return asked === null ? [] : [span('waits', asked, time(attempt.ended_at) ?? Date.now(), `${what} waits for a place for`)];
  const ended = time(query?.completed_at ?? attempt.ended_at) ?? Date.now();
  const queued = query?.state === 'QUEUED' ? ended - submitted : query?.queue_ms ?? attempt.queue_ms ?? 0;
  const started = Math.min(submitted + queued, ended);
  const kind = { FAILED: 'failed', CANCELLED: 'cancelled', failed: 'failed', cancelled: 'cancelled' }[query?.state ?? attempt.end] ?? 'engine';
  return [
    ...(asked === null ? [] : [span('waits', asked, submitted, `${what} waited for a place for`)]),
    span('queued', submitted, started, `${what} in Athena’s queue for`),
    span(kind, started, ended, `${what} ${query?.state.toLowerCase() ?? attempt.end ?? 'running'} after`, attempt.error),
  ];
}

const span = (kind, start, end, said, more) => ({ kind, start, end, title: `${said} ${duration(end - start)}${more ? `. ${more}` : ''}` });
const time = iso => (iso ? Date.parse(iso) : null);

/** The batches of a service: their tables are asked for in one go, and each begins when all queries of the one before have ended. */
function batches(tables) {
  const groups = [];
  for (const { spans } of tables.filter(one => one.spans.length > 0)) {
    const [start, end] = [spans[0].start, spans.findLast(one => one.kind !== 'checks').end];
    const last = groups.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else groups.push({ kind: 'batch', start, end });
  }
  return groups.map((group, i) => ({ ...group, title: `batch ${i + 1}: ${duration(group.end - group.start)}` }));
}
