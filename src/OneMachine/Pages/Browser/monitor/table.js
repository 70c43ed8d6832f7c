// One table over the days: rows, bytes and duration of each refresh, newest first, with a chart.
import { call } from '../lib/api.js';
import { chartBox, dayAxis, dayTitle, legend, tooltip, valueAxis } from '../lib/chart.js';
import { h, scrollBox, styleValue } from '../lib/dom.js';
import { bytes, format } from '../lib/format.js';
import { duration, everyDay, moment } from '../lib/time.js';
import { rollbackButton } from './actions.js';
import { statusOf } from './status.js';

const MOST = 90;

/** What it returns draws the history; it changes once a night, so nothing goes on. */
export function tableHistory(main, service, queryType) {
  let drawn = '';
  return async () => {
    const refreshes = await call('GET', `/pages/monitor/tables/${encodeURIComponent(service)}/${encodeURIComponent(queryType)}`);
    if (JSON.stringify(refreshes) !== drawn) draw(main, service, queryType, refreshes);
    drawn = JSON.stringify(refreshes);
    return false;
  };
}

function draw(main, service, queryType, refreshes) {
  main.replaceChildren(
    h('p', { class: 'back' }, h('a', { href: '/monitor' }, '← All runs')),
    h('h1', { id: 'content', tabindex: -1 }, `${queryType} of ${service}`),
    h('p', { class: 'quiet', role: 'status' }, sizeOf(refreshes)),
    h('div', { class: 'actions' }, rollbackButton(service, [queryType])),
    h('div', { class: 'card' }, chart(refreshes)),
    h('div', { class: 'card' }, scrollBox('Refreshes', table(refreshes))));
}

function table(refreshes) {
  const heads = [['Date'], ['Run'], ['Run ended (UTC)'], ['Status'], ['Rows', 1], ['Scanned', 1], ['Engine', 1], ['Without the days']];
  const cell = (i, kind, ...children) => h('td', { 'data-label': heads[i][0], class: kind }, ...children);
  return h('table', { class: 'stacks' },
    h('thead', {}, h('tr', {}, heads.map(([text, number]) => h('th', { scope: 'col', class: number && 'number' }, text)))),
    h('tbody', {}, refreshes.map(refresh => h('tr', {},
      cell(0, 'name', refresh.execution_date),
      cell(1, 'name', h('a', { href: `/monitor?run=${encodeURIComponent(refresh.run_id)}` }, refresh.run_id)),
      cell(2, 'time', moment(refresh.finished_at)),
      cell(3, null, statusOf(isRollback(refresh) && refresh.status === 'published' ? 'rolled back' : refresh.status)),
      cell(4, 'number', format(refresh.rows)),
      cell(5, 'number', refresh.data_scanned_bytes === null ? '–' : bytes(refresh.data_scanned_bytes)),
      cell(6, 'number', duration(refresh.engine_ms)),
      cell(7, refresh.excluded_days ? 'time' : null, refresh.excluded_days ?? '')))));
}

function sizeOf({ length }) {
  if (length === 1) return '1 refresh or rollback';
  return `${length === MOST ? `the newest ${MOST}` : length} refreshes and rollbacks`;
}

const isRollback = refresh => refresh.kind === 'rollback';

/** One refresh for each date that has any: the last that was published, else the last. A rollback builds nothing. */
function newest(refreshes) {
  const of = new Map();
  for (const refresh of refreshes.filter(one => !isRollback(one))) {
    const known = of.get(refresh.execution_date);
    if (!known || (known.status !== 'published' && refresh.status === 'published')) of.set(refresh.execution_date, refresh);
  }
  return of;
}

// Numbers of an axis closer than `least` would read alike.
const SERIES = [
  { name: 'rows', column: 'rows', text: value => format(value), least: 1, type: 'bar', colour: '--series-1', barMaxWidth: 28 },
  { name: 'engine time', column: 'engine_ms', text: value => duration(value), least: 100, type: 'line', colour: '--series-2', yAxisIndex: 1, connectNulls: false, symbolSize: 4 },
];

/** A date without a refresh is a gap, and so is one on which nothing was built. */
function chart(refreshes) {
  const of = newest(refreshes);
  if (of.size === 0) return h('p', { class: 'quiet' }, 'Nothing was built yet.');
  const days = everyDay(of.keys());
  const value = (day, column) => (of.get(day)?.status === 'published' ? of.get(day)[column] : null);
  const label = 'Rows and engine time of what was published for each date, oldest first; the table below has the figures.';
  return chartBox(label, () => options(days, value)).box;
}

function options(days, value) {
  const at = days.map(day => Date.parse(day));
  const lines = items => [dayTitle(items[0].value[0]), ...items.map(item => `${item.seriesName}: ${SERIES[item.seriesIndex].text(item.value[1])}`)];
  return {
    grid: { left: 8, right: 12, top: 12, bottom: 28, containLabel: true },
    legend: legend(true),
    tooltip: tooltip(items => lines(items).join('\n')),
    xAxis: dayAxis(at),
    yAxis: SERIES.map(({ text, least }, i) => ({ ...valueAxis(text, i > 0), minInterval: least })),
    // A bar must not hide a point.
    series: SERIES.map(({ column, text, least, colour, ...one }, i) => ({ ...one, z: 2 + i, color: styleValue(colour), data: days.map((day, n) => [at[n], value(day, column)]) })),
  };
}
