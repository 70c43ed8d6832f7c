// The list of runs: filtered by date and status by the host, by service and text here.
import { call } from '../lib/api.js';
import { h, scrollBox } from '../lib/dom.js';
import { bytes, format } from '../lib/format.js';
import { between, duration, moment } from '../lib/time.js';
import { startButton } from './actions.js';
import { statusOf } from './status.js';

const FIELDS = ['from', 'to', 'status', 'service', 'text'];

/** Draws the page's frame once; what it returns draws the rows anew and says whether a run goes on. */
export function listOfRuns(main, asked) {
  const fields = {
    from: h('input', { type: 'date', name: 'from' }),
    to: h('input', { type: 'date', name: 'to' }),
    status: h('select', { name: 'status' }, ['', 'running', 'succeeded', 'failed', 'cancelled'].map(value => h('option', { value }, value || 'any'))),
    service: h('input', { name: 'service', size: 16 }),
    text: h('input', { type: 'search', name: 'text', size: 20 }),
  };
  for (const name of FIELDS) fields[name].value = asked.get(name) ?? '';
  const rows = h('div', {});
  let more = null;
  let loaded = [];
  const form = h('form', { class: 'filters', onsubmit: event => event.preventDefault(), oninput: changed },
    ['From', 'To', 'Status', 'Service', 'Search'].map((label, i) => h('label', {}, label, fields[FIELDS[i]])));
  main.replaceChildren(h('h1', {}, 'Runs'), form, h('div', { class: 'actions' }, startButton()), rows);

  async function changed() {
    const address = new URL(location.href);
    for (const name of FIELDS) fields[name].value ? address.searchParams.set(name, fields[name].value) : address.searchParams.delete(name);
    history.replaceState(null, '', address);
    await refresh();
  }

  async function refresh() {
    const query = new URLSearchParams(['from', 'to', 'status'].filter(name => fields[name].value).map(name => [name, fields[name].value]));
    const page = await call('GET', `/api/runs?${query}`);
    [loaded, more] = [page.runs, page.next];
    draw();
    return loaded.some(run => run.status === 'running');
  }

  async function further() {
    const page = await call('GET', more);
    [loaded, more] = [[...loaded, ...page.runs], page.next];
    draw();
  }

  function draw() {
    const shown = loaded.filter(run => matches(run, fields.service.value.trim(), fields.text.value.trim().toLowerCase()));
    rows.replaceChildren(
      h('p', { class: 'quiet', role: 'status' }, `${shown.length}${more ? '+' : ''} ${shown.length === 1 && !more ? 'run' : 'runs'}`),
      scrollBox('Runs', table(shown)),
      ...(more ? [h('p', {}, h('button', { type: 'button', onclick: further }, 'Older runs'))] : []));
  }

  return refresh;
}

const matches = (run, service, text) =>
  (service === '' || run.services?.some(name => name.includes(service))) && (text === '' || `${run.run_id} ${run.line}`.toLowerCase().includes(text));

function table(runs) {
  const heads = [['Run'], ['Status'], ['Started (UTC)'], ['Duration', 1], ['Tables', 1], ['Scanned', 1], ['Cost', 1], ['What is going on']];
  return h('table', {},
    h('thead', {}, h('tr', {}, heads.map(([text, number]) => h('th', { scope: 'col', class: number && 'number' }, text)))),
    h('tbody', {}, runs.map(run => h('tr', {},
      h('td', { class: 'name' }, h('a', { href: `/monitor?run=${encodeURIComponent(run.run_id)}` }, run.run_id)),
      h('td', {}, statusOf(run.status)),
      h('td', {}, moment(run.started_at)),
      h('td', { class: 'number' }, duration(between(run.started_at, run.finished_at))),
      h('td', { class: 'number' }, run.tables ? `${run.published} of ${run.tables}` : '–'),
      h('td', { class: 'number' }, (run.data_scanned_bytes ?? null) === null ? '–' : bytes(run.data_scanned_bytes)),
      h('td', { class: 'number' }, format(run.estimated_cost_usd, 'currencyUSD')),
      h('td', {}, run.line ?? '')))));
}
