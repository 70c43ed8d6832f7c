// A run as a Gantt chart: for each query the time in Athena's queue, the time in its engine, and what came after until the service went on.
import { h, scrollBox } from '../lib/dom.js';
import { duration } from '../lib/time.js';

const LEGEND = [['queued', 'in Athena’s queue'], ['engine', 'in the engine'], ['failed', 'failed'], ['cancelled', 'cancelled'], ['batch', 'batch']];

/** The chart; `queries` are Athena's executions by id. */
export function timeline(report, queries) {
  const lanes = report.services.map(service => [service, service.tables.map(table => ({ table, query: queries.get(table.query_execution_id) }))]);
  const from = Date.parse(report.started_at);
  const ends = [...queries.values()].map(query => Date.parse(query.completed_at ?? new Date().toISOString()));
  const to = Math.max(from + 1, report.finished_at ? Date.parse(report.finished_at) : Date.now(), ...ends);
  const place = (element, start, end) => {
    element.style.left = `${(100 * (start - from)) / (to - from)}%`;
    element.style.width = `${(100 * Math.max(end - start, 0)) / (to - from)}%`;
    return element;
  };
  return h('div', { class: 'stack' },
    h('ul', { class: 'legend' }, LEGEND.map(([name, text]) => h('li', {}, h('i', { class: name }), text))),
    scrollBox('Timeline', h('div', { class: 'timeline' },
      lane('', h('div', { class: 'axis' }, [0, 0.25, 0.5, 0.75, 1].map(share => h('span', {}, duration(share * (to - from)))))),
      lanes.flatMap(([service, tables]) => [
        lane(service.service_name, h('div', { class: 'track' }, batches(tables).map(([start, end]) => place(h('span', { class: 'span batch' }), start, end))), 'head'),
        ...tables.map(({ table, query }) => lane(table.query_type, h('div', { class: 'track' }, query ? spans(table, query).map(([kind, start, end, title]) => place(h('span', { class: `span ${kind}`, title }), start, end)) : []))),
      ]))));
}

const lane = (name, track, kind = '') => h('div', { class: `lane ${kind}` }, h('span', {}, name), track);

function spans(table, query) {
  const submitted = Date.parse(query.submitted_at);
  const completed = query.completed_at ? Date.parse(query.completed_at) : Date.now();
  const started = Math.min(submitted + (query.queue_ms ?? 0), completed);
  const kind = { FAILED: 'failed', CANCELLED: 'cancelled' }[query.state] ?? 'engine';
  return [
    ['queued', submitted, started, `${table.query_type}: ${duration(started - submitted)} in Athena’s queue`],
    [kind, started, completed, `${table.query_type}: ${duration(completed - started)}, ${query.state.toLowerCase()}`],
  ];
}

/** The batches of a service, told by their queries: each begins when all of the one before have ended. */
function batches(tables) {
  const queries = tables.flatMap(({ query }) => (query ? [[Date.parse(query.submitted_at), query.completed_at ? Date.parse(query.completed_at) : Date.now()]] : [])).sort(([a], [b]) => a - b);
  const groups = [];
  for (const [start, end] of queries) {
    const last = groups.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else groups.push([start, end]);
  }
  return groups;
}
