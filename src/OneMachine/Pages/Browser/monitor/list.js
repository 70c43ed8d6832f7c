// The list of runs, filtered and paged by the host.
import { call } from '../lib/api.js';
import { h, redraw, scrollBox } from '../lib/dom.js';
import { bytes, format } from '../lib/format.js';
import { duration, moment, taken } from '../lib/time.js';
import { startButton } from './actions.js';
import { backfills } from './backfills.js';
import { kindOf, said, statusOf } from './status.js';
import { tonight } from './tonight.js';

const FIELDS = ['from', 'to', 'status', 'service', 'text'];
const WHILE_TYPING = 200;

/** Draws the page's frame once; what it returns draws the rows anew and says whether a run goes on. */
export function listOfRuns(main, asked) {
  const fields = {
    from: h('input', { type: 'date', name: 'from' }),
    to: h('input', { type: 'date', name: 'to' }),
    status: h('select', { name: 'status' }, ['', 'running', 'succeeded', 'failed', 'cancelled'].map(value => h('option', { value }, value || 'any'))),
    service: h('input', { name: 'service', size: 16, maxlength: 63 }),
    text: h('input', { type: 'search', name: 'text', size: 20, maxlength: 200 }),
  };
  for (const name of FIELDS) fields[name].value = asked.get(name) ?? '';
  const rows = h('div', { id: 'content', tabindex: -1 });
  const filledIn = h('div', {});
  // A backfill is one thing: its nights are listed where they are asked for.
  const backfill = asked.get('backfill') ?? 'none';
  let [loaded, more, typing, drawn] = [[], null, null, ''];
  const form = h('form', { class: 'filters', onsubmit: event => event.preventDefault(), oninput: changed },
    ['From', 'To', 'Status', 'Service', 'Search'].map((label, i) => h('label', {}, label, fields[FIELDS[i]])));
  const nights = h('div', { class: 'first' });
  const first = backfill === 'none';
  const showNights = first ? tonight(nights) : async () => {};
  main.replaceChildren(h('div', { class: 'heading' }, h('h1', {}, first ? 'Tonight' : 'Runs of a backfill'), startButton()), nights, filledIn, first ? h('h2', {}, 'Runs') : '', form, rows);

  function changed() {
    const address = new URL(location.href);
    for (const name of FIELDS) fields[name].value ? address.searchParams.set(name, fields[name].value) : address.searchParams.delete(name);
    history.replaceState(null, '', address);
    clearTimeout(typing);
    [loaded, more] = [[], null];
    typing = setTimeout(() => refresh().catch(complain), WHILE_TYPING);
  }

  const filters = () => FIELDS.map(name => [name, fields[name].value.trim()]).filter(([, value]) => value !== '');
  const query = () => `${new URLSearchParams([...filters(), ['backfill', backfill]])}`;

  async function refresh() {
    const asking = query();
    const page = await call('GET', `/api/runs?${asking}`);
    // Meanwhile a person has typed on: this answers a question that is no more.
    if (asking !== query()) return true;
    // Older runs that a person has asked for stay where they are; whatever else is not on the page any more has ended or gone.
    const last = loaded.findIndex(run => run.run_id === page.runs.at(-1)?.run_id);
    const older = page.next && last >= 0 ? loaded.slice(last + 1) : [];
    if (older.length === 0) more = page.next;
    loaded = [...page.runs, ...older];
    draw();
    await showNights().catch(unknown);
    const fillsIn = await backfills(filledIn);
    return fillsIn || loaded.some(run => run.status === 'running');
  }

  /** Runs are listed though AWS, or a night's report, cannot be read. */
  function unknown(error) {
    if (error.status === 401 || error.status === 0) throw error;
    nights.replaceChildren(h('p', { class: 'card error', role: 'alert' }, `How tonight is cannot be told: ${error.message}`));
  }

  async function further() {
    const asking = more;
    const page = await call('GET', asking);
    // Meanwhile a person has typed, or pressed twice.
    if (asking !== more) return;
    [loaded, more] = [[...loaded, ...page.runs], page.next];
    draw();
  }

  function draw() {
    const state = JSON.stringify([loaded, more]);
    if (state === drawn && loaded.length > 0 && !loaded.some(run => run.status === 'running')) return;
    drawn = state;
    redraw(rows,
      h('p', { class: 'quiet', role: 'status' }, `${loaded.length}${more ? '+' : ''} ${loaded.length === 1 && !more ? 'run' : 'runs'}`),
      loaded.length === 0 ? empty(filters().length > 0) : h('div', { class: 'card' }, scrollBox('Runs', table(loaded))),
      ...(more ? [h('p', {}, h('button', { type: 'button', onclick: () => further().catch(complain) }, 'Older runs'))] : []));
  }

  function complain(error) {
    rows.replaceChildren(h('p', { class: 'error', role: 'alert' }, error.message));
    drawn = '';
  }

  return refresh;
}

const empty = filtered => h('p', { class: 'card quiet' }, filtered ? 'No run matches. Change or empty a filter.' : 'No run yet. The next one begins at its time, or start one now.');

/** The run that mended this one, or that this one ran again. */
const kin = (how, run) => run && h('p', { class: 'quiet' }, `${how} `, h('a', { href: `/monitor?run=${encodeURIComponent(run)}` }, run));

function table(runs) {
  const heads = [['Run'], ['Kind'], ['Status'], ['Started (UTC)'], ['Duration', 1], ['Tables', 1], ['Scanned', 1], ['Cost', 1], ['What is going on']];
  const cell = (i, attributes, ...children) => h('td', { 'data-label': heads[i][0], ...attributes }, ...children);
  return h('table', { class: 'stacks runs' },
    h('thead', {}, h('tr', {}, heads.map(([text, number]) => h('th', { scope: 'col', class: number && 'number' }, text)))),
    h('tbody', {}, runs.map(run => h('tr', {},
      cell(0, { class: 'name' }, h('a', { href: `/monitor?run=${encodeURIComponent(run.run_id)}` }, run.run_id)),
      cell(1, { class: 'kind' }, kindOf(run)),
      cell(2, {}, statusOf(run.status), kin('mended by', run.mended_by), kin('rerun of', run.rerun_of), kin('held by', run.publication_of)),
      cell(3, { class: 'time' }, moment(run.started_at)),
      cell(4, { class: 'number' }, duration(taken(run))),
      cell(5, { class: 'number' }, run.tables ? `${run.published} of ${run.tables}` : '–'),
      cell(6, { class: 'number' }, (run.data_scanned_bytes ?? null) === null ? '–' : bytes(run.data_scanned_bytes)),
      cell(7, { class: 'number' }, format(run.estimated_cost_usd, 'currencyUSD')),
      cell(8, { class: 'said' }, h('div', { class: 'short', title: said(run) }, said(run)))))));
}
