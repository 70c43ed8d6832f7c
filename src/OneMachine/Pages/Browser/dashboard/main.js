// The page /dashboard: draws the very dashboard that deploy/grafana has, panel by panel.
import { call } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { useCurrency } from '../lib/format.js';
import { signedIn } from '../lib/session.js';
import { forgetColours } from './chart.js';
import { firstScreen } from './first.js';
import { card, inTurn } from './panels.js';
import { Range } from './range.js';
import { Variables } from './variables.js';
import { Windows } from './windows.js';

const main = document.getElementById('main');
const FIRST = new Set(['service', 'period', 'compare']);
const RANGE = new Set(['range']);

async function start() {
  await signedIn(main);
  const [dashboard, { currency, reportingTimeZone: zone }] = await Promise.all([call('GET', '/pages/dashboard/definition'), call('GET', '/pages/dashboard/settings')]);
  useCurrency(currency);
  let asked = 0;
  const state = h('p', { id: 'state', class: 'quiet', role: 'status' }, 'Loading…');
  const variables = new Variables(dashboard.templating.list, asking, draw, complain);
  const range = new Range(dashboard.time, () => draw(RANGE).catch(complain));
  const first = firstScreen(zone);
  const windows = new Windows();
  const cards = dashboard.panels.filter(panel => panel.type !== 'row').map(panel => card(panel, choose, windows.placeOf(panel), first.drawOf(panel) ?? windows.drawOf(panel)));
  const form = h('form', { class: 'variables', onsubmit: event => event.preventDefault() }, variables.elements(FIRST),
    h('label', { title: 'How far back the panels over days and nights go' }, 'Lines over', range.select), h('button', { type: 'button', onclick: () => refresh().catch(complain) }, 'Refresh'), state);
  main.replaceChildren(h('h1', { id: 'content', tabindex: -1 }, 'Dashboard'), form, variables.alert, first.line, ...sections(dashboard.panels, cards, variables, first));
  await load();

  async function load() {
    const service = variables.values.service;
    const loaded = variables.load();
    await Promise.all([draw(), loaded]);
    if (variables.values.service !== service) await draw();
  }

  /** Lists that could not be asked for are asked for again. */
  function refresh() {
    return variables.failures.size > 0 ? load() : draw();
  }

  /** The cards that read any of these variables; all where none are named. */
  function concerned(names) {
    return names ? cards.filter(one => [...names].some(name => one.uses.has(name))) : cards;
  }

  /** What is drawn next: what was outdated just now, and what an earlier choice left undone. */
  function outdated() {
    return cards.filter(one => one.element.dataset.state === 'asking');
  }

  function asking(names) {
    asked++;
    if (!names || names.has('service')) forgetColours();
    if (!names || names.has('service') || names.has('range')) windows.forget();
    if (!names || [...names].some(name => FIRST.has(name))) first.outdate();
    for (const one of concerned(names)) one.outdate();
    state.textContent = 'Asking Athena…';
    main.dataset.state = 'asking';
  }

  async function draw(names) {
    asking(names);
    const turn = asked;
    const started = performance.now();
    const next = outdated();
    const days = variables.when(['service']).then(() => turn === asked && windows.load(variables.values), () => {});
    await inTurn(next.map(one => async () => {
      try {
        await variables.when([...one.uses, ...(one.uses.has('range') ? ['night'] : [])]);
      } catch (error) {
        if (error.status === 401) throw error;
        if (turn === asked) one.fail(error);
        return;
      }
      if (turn === asked) await one.fill({ ...variables.values, ...(one.uses.has('range') && range.values(variables.values.night)) });
    }));
    await days;
    if (turn !== asked) return;
    const failed = cards.filter(one => one.element.dataset.state === 'failed').length;
    state.textContent = `${next.length} panels in ${((performance.now() - started) / 1000).toFixed(1)} s${failed > 0 ? `, ${failed} could not be drawn` : ''}.`;
    main.dataset.state = 'drawn';
  }

  /** A link in a cell was followed: what it leads to comes into sight. */
  async function choose(name, value) {
    const line = cards.find(one => one.uses.has(name) && one.panel.type !== 'table');
    const done = variables.choose(name, value).catch(complain);
    line?.element.scrollIntoView({ block: 'nearest' });
    await done;
  }
}

/** A heading and a grid for each row of the dashboard; variables that a row's panels read, and none before it, are chosen there. */
function sections(panels, cards, variables, first) {
  const elements = [];
  const offered = new Set(FIRST);
  for (const panel of panels) {
    if (panel.type === 'row') {
      elements.push(h('h2', {}, panel.title), h('form', { class: 'variables', onsubmit: event => event.preventDefault() }), h('div', { class: 'grid' }));
      continue;
    }
    const one = cards.find(other => other.panel === panel);
    const asks = [...one.uses].filter(name => !offered.has(name));
    asks.forEach(name => offered.add(name));
    elements.at(-2).append(...variables.elements(new Set(asks)));
    if (!first.isInLine(panel)) elements.at(-1).append(one.element);
  }
  return elements;
}

/** Where the host does not take this browser any more, a person signs in again. */
function complain(error) {
  if (error.status === 401) return start().catch(complain);
  return main.replaceChildren(h('h1', { id: 'content', tabindex: -1 }, 'Dashboard'), h('p', { class: 'error', role: 'alert' }, error.message));
}

start().catch(complain);
