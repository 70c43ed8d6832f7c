// One table over the days: rows, bytes and duration of each refresh, newest first, with a chart.
import { Chart } from '../charts.js';
import { call } from '../lib/api.js';
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
  const heads = [['Date'], ['Run'], ['Finished (UTC)'], ['Status'], ['Rows', 1], ['Scanned', 1], ['Engine', 1], ['Without the days']];
  main.replaceChildren(
    h('p', { class: 'back' }, h('a', { href: '/monitor' }, '← All runs')),
    h('h1', { id: 'content', tabindex: -1 }, `${queryType} of ${service}`),
    h('p', { class: 'quiet', role: 'status' }, `${refreshes.length === MOST ? `the newest ${MOST}` : refreshes.length} refreshes and rollbacks`),
    h('div', { class: 'actions' }, rollbackButton(service, [queryType])),
    h('div', { class: 'card' }, chart(refreshes)),
    h('div', { class: 'card' }, scrollBox('Refreshes', h('table', {},
      h('thead', {}, h('tr', {}, heads.map(([text, number]) => h('th', { scope: 'col', class: number && 'number' }, text)))),
      h('tbody', {}, refreshes.map(refresh => h('tr', {},
        h('td', {}, refresh.execution_date),
        h('td', {}, h('a', { href: `/monitor?run=${encodeURIComponent(refresh.run_id)}` }, refresh.run_id)),
        h('td', {}, moment(refresh.finished_at)),
        h('td', {}, statusOf(isRollback(refresh) && refresh.status === 'published' ? 'rolled back' : refresh.status)),
        h('td', { class: 'number' }, format(refresh.rows)),
        h('td', { class: 'number' }, refresh.data_scanned_bytes === null ? '–' : bytes(refresh.data_scanned_bytes)),
        h('td', { class: 'number' }, duration(refresh.engine_ms)),
        h('td', {}, refresh.excluded_days ?? ''))))))));
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

/** A date without a refresh is a gap, and so is one on which nothing was built. */
function chart(refreshes) {
  const of = newest(refreshes);
  const days = everyDay(of.keys());
  const value = (day, name) => (of.get(day)?.status === 'published' ? of.get(day)[name] : null);
  const canvas = h('canvas', { role: 'img', 'aria-label': 'Rows and engine time of what was published for each date, oldest first; the table below has the figures.' });
  const text = styleValue('--quiet');
  const axis = (position, callback) => ({ position, beginAtZero: true, grid: { color: position === 'left' ? styleValue('--line') : 'transparent' }, ticks: { color: text, callback } });
  new Chart(canvas, {
    type: 'bar',
    data: {
      labels: days,
      datasets: [
        { label: 'rows', data: days.map(day => value(day, 'rows')), order: 1, backgroundColor: styleValue('--series-1'), yAxisID: 'rows', maxBarThickness: 28 },
        { label: 'engine time', type: 'line', data: days.map(day => value(day, 'engine_ms')), order: 0, borderColor: styleValue('--series-2'), backgroundColor: styleValue('--series-2'), yAxisID: 'time' },
      ],
    },
    options: {
      maintainAspectRatio: false, animation: false,
      scales: { x: { grid: { display: false }, ticks: { color: text } }, rows: axis('left', value => format(value)), time: axis('right', value => duration(value)) },
      plugins: { legend: { position: 'bottom', labels: { color: text } } },
    },
  });
  return h('div', { class: 'chart' }, canvas);
}
