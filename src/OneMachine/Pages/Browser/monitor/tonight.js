// The first screen: how tonight is, what is held, and the last nights.
import { call } from '../lib/api.js';
import { h, redraw, scrollBox } from '../lib/dom.js';
import { format } from '../lib/format.js';
import { both, duration } from '../lib/time.js';
import { publishButton, rerunButton } from './actions.js';
import { moreAbout } from './advice.js';
import { nightGrid } from './grid.js';
import { said } from './status.js';

const STATES = {
  ok: ['✓ OK', 'good'], failed: ['✕ Failed', 'bad'], held: ['H Held', 'warn'], late: ['! Late', 'warn'], running: ['… Running', 'going'],
  incomplete: ['! Incomplete', 'warn'], waiting: ['… About to begin', 'going'], none: ['Nothing has run yet', 'quiet'],
};
const MOST_BEHIND = 6;
const FEW_HELD = 4;
const ASKED_AGAIN = 5000;

/** Draws the nights into a part of the page; what it returns draws them anew, but not more often than they are worth asking for. */
export function tonight(part) {
  let [asked, drawn] = [0, ''];
  return async () => {
    if (performance.now() - asked < ASKED_AGAIN && drawn !== '') return;
    asked = performance.now();
    const view = await call('GET', '/pages/monitor/nights');
    const state = JSON.stringify({ ...view, as_of: null });
    const clock = part.querySelector('.next');
    // Without a clock a failure stands in the part's place.
    if (state === drawn && clock) clock.replaceChildren(...next(view));
    else redraw(part, card(view), held(view.held), nightGrid(part, view));
    drawn = state;
  };
}

function card(view) {
  const { night, tables } = view;
  const [word, look] = STATES[night.state];
  return h('section', { class: `card tonight ${look}`, 'aria-label': 'Tonight' },
    h('p', { class: `verdict ${look}`, role: 'status' }, word),
    h('div', {},
      h('p', { class: 'of' }, `Night of ${night.date}: `, h('strong', {}, `${tables.current} of ${tables.all} tables current`)),
      h('p', { class: 'next' }, next(view)),
      ...reason(night),
      overviewOf(night),
      behind(tables),
      again(night)));
}

/** What a person does once the cause is mended. */
function again({ state, run_id: run, run_status: status }) {
  return state === 'failed' && status === 'failed' && h('div', { class: 'actions' }, rerunButton(run), h('span', { class: 'quiet' }, 'once the cause is mended'));
}

/** When the schedule is due next, counted from the host's clock: that of a browser may be wrong. */
function next({ next_due: due, next_night: night, as_of: now }) {
  if (!due) return ['The schedule names no time of day: there is no next run to tell.'];
  const minutes = Math.max(0, Math.round((Date.parse(due) - Date.parse(now)) / 60_000));
  return [`Next run: ${both(due)}, in ${duration(minutes * 60_000, 0)}, for the night of ${night} (days to ${dayBefore(night)})`];
}

const dayBefore = day => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** What the run says of itself, or why there is none. */
function reason({ state, run_id: run, line, started_at: started }) {
  const link = run && h('a', { href: `/monitor?run=${encodeURIComponent(run)}` }, run);
  if (state === 'late' && !run) return [h('p', { class: 'warn' }, 'It did not begin in time. The host tries again by itself each hour; start it now if it is urgent.')];
  if (state === 'waiting') return [h('p', {}, 'Its time has come; a run begins within minutes.')];
  if (!run) return [h('p', {}, 'Start a run, or wait for the next one.')];
  const since = state === 'running' || state === 'late' ? `, since ${both(started)}` : '';
  const text = line ? `: ${said({ line })}` : '';
  return [h('p', { class: 'said short', title: text.slice(2) }, link, since, text)];
}

/** Why the table of all shops failed, and what to do: no other part of this page tells of it. */
function overviewOf({ overview, run_id: run }) {
  return overview && h('div', { class: 'overview' },
    h('p', { class: 'said' }, h('strong', { class: 'bad' }, overview.code), ` of the overview: ${overview.message}`),
    h('p', { class: 'said' }, h('strong', {}, 'What to do: '), overview.advice),
    moreAbout(overview.code, run));
}

/** What readers see instead, night by night; where it is much, how much. */
function behind({ all, current, behind: tables }) {
  if (tables.length === 0) return null;
  const nights = Map.groupBy(tables, table => table.night);
  const more = all - current - tables.length;
  return [...nights].map(([night, same]) => {
    const named = same.slice(0, MOST_BEHIND).map(({ service_name: service, query_type: type }) => `${service} ${type}`);
    const which = same.length > MOST_BEHIND ? `${same.length}${more > 0 ? ' tables or more' : ' tables'}` : named.join(', ');
    return h('p', { class: 'quiet said' }, night ? `Readers still see the night of ${night}: ${which}` : `No table yet: ${which}`);
  });
}

/** Held tables: each finding once with its tables, and one button for each run that holds them. */
function held(tables) {
  const runs = Map.groupBy(tables, table => table.run_id);
  return tables.length > 0 && h('section', { 'aria-label': 'Held tables' },
    h('h2', {}, tables.length === 1 ? 'A table is held' : `${tables.length} tables are held`),
    [...runs].map(([run, same]) => h('div', { class: 'card held' },
      [...Map.groupBy(same, table => `${table.finding?.code}\n${table.finding?.advice}`).values()].map(finding),
      h('div', { class: 'actions' }, publishButton(run, { services: [{ tables: same.map(({ table }) => ({ table, status: 'held' })) }] }), h('a', { href: `/monitor?run=${encodeURIComponent(run)}` }, run)))));
}

function finding(tables) {
  const [{ run_id: run, finding: found }] = tables;
  const rows = scrollBox('Held tables', heldTable(tables));
  return h('div', { class: 'finding' },
    h('p', {}, h('strong', { class: 'warn' }, found?.code ?? 'Held'), ` ${found?.message ?? 'The report does not say what holds it.'}${tables.length > 1 ? ' …' : ''}`),
    found && h('p', {}, h('strong', {}, 'What to do: '), found.advice),
    found && moreAbout(found.code, run),
    tables.length <= FEW_HELD ? rows : h('details', { 'data-key': `${run} ${found?.code}` }, h('summary', {}, `${tables.length} tables`), rows));
}

function heldTable(tables) {
  const heads = [['Table'], ['Figure', 1], ['Usual', 1], ['Usual is of'], ['Held'], ['Readers see'], ['Found']];
  const cell = (i, attributes, ...children) => h('td', { 'data-label': heads[i][0], ...attributes }, ...children);
  return h('table', { class: 'stacks' },
    h('thead', {}, h('tr', {}, heads.map(([text, isNumber]) => h('th', { scope: 'col', class: isNumber && 'number' }, text)))),
    h('tbody', {}, tables.map(({ service_name: service, query_type: type, since, nights, shown_night: shown, finding: found }) => h('tr', {},
      cell(0, { class: 'name' }, `${service} ${type}`),
      cell(1, { class: 'number' }, number(found?.figure)),
      cell(2, { class: 'number' }, number(found?.usual)),
      cell(3, { class: 'time' }, found?.days.length > 0 ? found.days.join(', ') : '–'),
      cell(4, { class: 'time' }, nights === 1 ? `in the night of ${since}` : `${nights} nights in a row, since ${since}`),
      cell(5, { class: 'time' }, shown ? `the night of ${shown}` : 'no table yet'),
      cell(6, { class: 'said' }, found?.message)))));
}

const number = value => format(value, 'locale', Number.isInteger(value) ? undefined : 2);
