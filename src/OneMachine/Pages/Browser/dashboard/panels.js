// One card for each panel; it asks for its rows and draws them, or says why it cannot.
import { call } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { barChart, gauge, heatMap } from './bars.js';
import { stat } from './cells.js';
import { frame } from './fields.js';
import { table } from './tables.js';
import { timeSeries } from './timeseries.js';

const isHeat = panel => panel.fieldConfig.defaults.custom?.cellOptions?.type === 'color-background' || panel.fieldConfig.overrides.some(one => one.properties.some(({ value }) => value?.type === 'color-background'));
const DRAW = { stat, gauge, barchart: barChart, timeseries: timeSeries, table: (panel, answer, choose) => (isHeat(panel) ? heatMap(panel, answer) : table(panel, answer, choose)) };

/** The names of the variables that a panel's query reads; `range` for the time range. */
function usesOf(panel) {
  const sql = panel.targets?.[0].rawSQL ?? '';
  const names = [...sql.matchAll(/\$\{(\w+):/g)].map(match => match[1]);
  return new Set(sql.includes('$__') ? [...names, 'range'] : names);
}

/** The card of a panel, empty until `fill`. `days` is the place that says which days it is of, `draw(panel, frame, choose)` what to put into it: `{ element, ready }`. */
export function card(panel, choose, days, draw = DRAW[panel.type]) {
  const body = h('div', { class: 'body' });
  const help = h('p', { class: 'help' });
  const element = h('article', { class: `card panel ${panel.type}`, 'aria-labelledby': `panel-${panel.id}`, 'data-panel': panel.id, 'aria-busy': true },
    h('div', { class: 'title' }, h('h3', { id: `panel-${panel.id}` }, panel.title), days),
    help,
    body);
  element.style.gridColumn = `span ${panel.gridPos.w}`;
  let asked = 0;
  // From the moment that a person chooses something else, what is shown is of what was chosen before: it is dimmed, and no late answer is taken.
  const outdate = () => {
    element.setAttribute('aria-busy', 'true');
    element.dataset.state = 'asking';
    return ++asked;
  };
  const fail = error => failed(element, body, error);
  return { panel, element, uses: usesOf(panel), outdate, fail, fill: values => {
      help.replaceChildren(...explained(panel.description, values));
      const turn = outdate();
      return fill(panel, element, body, values, answer => draw(panel, answer, choose), () => turn === asked);
    } };
}

/** A description: `code` as code, and the values of the variables that it names. */
function explained(text, values) {
  return text.split('`').map((part, i) => {
    const said = part.replaceAll(/\$(\w+)/g, (name, variable) => (values[variable] ?? name) || 'none');
    return i % 2 === 1 ? h('code', {}, said) : said;
  });
}

/** `isWanted()` says whether nothing else was asked meanwhile: a late answer for one shop must not stand under the name of another. */
async function fill(panel, element, body, values, draw, isWanted) {
  try {
    const answer = await call('POST', `/pages/dashboard/panels/${panel.id}`, { ...values });
    if (!isWanted()) return;
    const drawing = draw(frame(panel, answer));
    body.replaceChildren(...[drawing.element, answer.truncated && cut(answer)].filter(Boolean));
    await drawing.ready;
    if (isWanted()) element.dataset.state = 'drawn';
  } catch (error) {
    // A person has to sign in again: that is not for one panel to say.
    if (error.status === 401) throw error;
    if (isWanted()) failed(element, body, error);
  }
  if (isWanted()) element.removeAttribute('aria-busy');
}

function failed(element, body, error) {
  body.replaceChildren(h('p', { class: 'error' }, error.message));
  element.dataset.state = 'failed';
  element.removeAttribute('aria-busy');
}

const cut = ({ rows }) => h('p', { class: 'warn' }, `Only the first ${rows.length} rows are shown; there are more.`);

/** Does the work of all, a few at a time: Athena counts active queries. */
export async function inTurn(jobs, atOnce = 4) {
  const waiting = [...jobs];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await job();
  }));
}
