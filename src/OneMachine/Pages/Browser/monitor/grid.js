// Nights by tables: a square for each, folded by service. One stop of the Tab key; the arrow keys go from square to square.
import { breakable, h, redraw, scrollBox } from '../lib/dom.js';

/** What a square shows: its name, its sign, and how bad it is for a service as a whole. */
const CELLS = {
  p: ['published', '✓', 1], g: ['goes on', '…', 3], b: ['rolled back', '↩', 4], m: ['missing', '–', 5], c: ['cancelled', 'C', 6], h: ['held', 'H', 7], f: ['failed', '✕', 8],
};
const NONE = '.';
const FEW = 2;
const MONTH = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });
// Which services a person has opened or closed, for as long as the page is there.
const chosen = new Map();

export function nightGrid(part, view) {
  const { nights, services } = view;
  const box = h('div', {});
  const draw = () => redraw(box, scrollBox('Nights by tables', table(view, draw)));
  draw();
  // The newest nights are what a person comes for.
  if (!part.querySelector('.nights')) requestAnimationFrame(() => box.querySelector('.scroll').scrollTo(box.scrollWidth * nights.length, 0));
  const kinds = new Set(services.flatMap(service => service.tables.flatMap(one => [...one.cells])));
  return h('section', { 'aria-label': 'The last nights' },
    h('h2', {}, `The last ${nights.length} nights`),
    h('div', { class: 'card' },
      h('ul', { class: 'legend' }, Object.entries(CELLS).filter(([letter]) => kinds.has(letter) || 'phfm'.includes(letter)).map(([letter, [name, sign]]) => h('li', {}, h('i', { class: `night ${letter}`, 'aria-hidden': 'true' }, sign), name)), h('li', {}, 'An empty square: no run is known. A square leads to its run; arrow keys move.')),
      box));
}

function table({ nights, runs, services }, draw) {
  const head = h('thead', {},
    h('tr', {}, h('td', { class: 'name' }), months(nights).map(({ name, days }) => h('th', { scope: 'colgroup', colspan: days }, name))),
    h('tr', {}, h('th', { scope: 'col', class: 'name' }, 'Table'), nights.map(night => h('th', { scope: 'col', title: night, class: [0, 6].includes(new Date(night).getUTCDay()) && 'weekend' }, night.slice(8)))));
  const grid = h('table', { class: 'nights', onkeydown: move }, head, services.map(service => rowsOf(service, nights, runs, services.length, draw)));
  const last = [...grid.querySelectorAll('.night')].findLast(link => link.closest('tbody') === grid.tBodies[0] && link.closest('.service'));
  last?.setAttribute('tabindex', 0);
  return grid;
}

function months(nights) {
  const names = Map.groupBy(nights, night => night.slice(0, 7));
  return [...names.values()].map(days => ({ name: MONTH.format(new Date(days[0])), days: days.length }));
}

function rowsOf({ service_name: service, tables }, nights, runs, services, draw) {
  const open = chosen.get(service) ?? services <= FEW;
  const toggle = () => { chosen.set(service, !open); draw(); };
  const whole = nights.map((_, i) => worst(tables, i));
  return h('tbody', {},
    h('tr', { class: 'service' },
      h('th', { scope: 'row', class: 'name' }, h('button', { type: 'button', class: 'link', title: service, 'aria-label': service, 'aria-expanded': String(open), onclick: toggle }, `${open ? '▾' : '▸'} `, breakable(service))),
      whole.map((one, i) => square(service, one?.cells[i] ?? NONE, nights[i], runs[one?.runs[i]]))),
    open && tables.map(one => h('tr', {},
      h('th', { scope: 'row', class: 'name' }, h('a', { title: one.query_type, 'aria-label': one.query_type, href: `/monitor?service=${encodeURIComponent(service)}&table=${encodeURIComponent(one.query_type)}` }, breakable(one.query_type))),
      [...one.cells].map((cell, i) => square(`${service} ${one.query_type}`, cell, nights[i], runs[one.runs[i]])))));
}

/** The table of a service that is worst off in a night; none where no run was asked for any. */
function worst(tables, night) {
  const told = tables.filter(table => table.cells[night] !== NONE);
  return told.length === 0 ? null : told.reduce((worse, table) => (CELLS[table.cells[night]][2] > CELLS[worse.cells[night]][2] ? table : worse));
}

function square(of, cell, night, run) {
  if (cell === NONE) return h('td', { class: 'no' });
  const [name, sign] = CELLS[cell];
  const said = `${of}, ${night}: ${name}`;
  // A night without a run leads to what else ran for that date.
  const href = run ? `/monitor?run=${encodeURIComponent(run)}` : `/monitor?from=${night}&to=${night}`;
  return h('td', {}, h('a', { class: `night ${cell}`, href, title: said, 'aria-label': said, tabindex: -1 }, sign));
}

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** Moves the focus to the next square that way; empty places are passed over. */
function move(event) {
  const from = event.target.closest('td');
  const step = STEPS[event.key];
  if (!from || !step) return;
  event.preventDefault();
  const rows = [...event.currentTarget.tBodies].flatMap(body => [...body.rows]);
  let [y, x] = [rows.indexOf(from.parentElement), from.cellIndex];
  let to;
  do {
    [y, x] = [y + step[0], x + step[1]];
    to = rows[y]?.cells[x];
  } while (to && !to.querySelector('a.night'));
  if (!to) return;
  event.target.tabIndex = -1;
  const link = to.querySelector('a');
  link.tabIndex = 0;
  link.focus();
}
