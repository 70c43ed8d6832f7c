// One card for each panel; it asks for its rows and draws them, or says why it cannot.
import { call } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { stat, table } from './cells.js';
import { barChart, gauge, timeSeries } from './charts.js';
import { frame } from './fields.js';

const DRAW = { stat, table, gauge, barchart: barChart, timeseries: timeSeries };

/** The card of a panel, empty until `fill`. */
export function card(panel, choose) {
  const body = h('div', { class: 'body' });
  const help = h('p', { class: 'help' });
  const element = h('article', { class: `card panel ${panel.type}`, 'aria-labelledby': `panel-${panel.id}`, 'data-panel': panel.id, 'aria-busy': true },
    h('h3', { id: `panel-${panel.id}` }, panel.title),
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
  return { element, outdate, fill: values => {
      help.replaceChildren(...explained(panel.description, values));
      const turn = outdate();
      return fill(panel, element, body, values, choose, () => turn === asked);
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
async function fill(panel, element, body, values, choose, isWanted) {
  try {
    const answer = await call('POST', `/pages/dashboard/panels/${panel.id}`, { ...values });
    if (!isWanted()) return;
    body.replaceChildren(...[DRAW[panel.type](panel, frame(panel, answer), choose), answer.truncated && cut(answer)].filter(Boolean));
    element.dataset.state = 'drawn';
  } catch (error) {
    if (!isWanted()) return;
    body.replaceChildren(h('p', { class: 'error' }, error.message));
    element.dataset.state = 'failed';
  }
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
