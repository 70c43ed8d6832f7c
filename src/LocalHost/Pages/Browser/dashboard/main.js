// The page /dashboard: draws the very dashboard that deploy/grafana has, panel by panel.
import { call } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { signedIn } from '../lib/session.js';
import { card, inTurn } from './panels.js';
import { Variables } from './variables.js';

const main = document.getElementById('main');

async function start() {
  await signedIn(main);
  const dashboard = await call('GET', '/pages/dashboard/definition');
  let asked = 0;
  const state = h('p', { id: 'state', class: 'quiet', role: 'status' }, 'Loading…');
  const variables = new Variables(dashboard.templating.list, asking, draw);
  const cards = dashboard.panels.map(panel => (panel.type === 'row' ? null : card(panel, (name, value) => variables.choose(name, value))));
  const form = variables.element();
  form.append(h('button', { type: 'button', onclick: draw }, 'Refresh'));
  main.replaceChildren(h('h1', { id: 'content', tabindex: -1 }, 'Dashboard'), h('p', { class: 'quiet' }, dashboard.description), form, state, ...sections(dashboard.panels, cards));
  await variables.load();
  await draw();

  function asking() {
    asked++;
    for (const one of cards) one?.outdate();
    state.textContent = 'Asking Athena…';
    main.dataset.state = 'asking';
  }

  async function draw() {
    asking();
    const turn = asked;
    const started = performance.now();
    const filled = cards.filter(one => one !== null);
    await inTurn(filled.map(one => () => one.fill(variables.values)));
    if (turn !== asked) return;
    const failed = filled.filter(one => one.element.dataset.state === 'failed').length;
    state.textContent = `${filled.length} panels in ${((performance.now() - started) / 1000).toFixed(1)} s${failed > 0 ? `, ${failed} could not be drawn` : ''}.`;
    main.dataset.state = 'drawn';
  }
}

/** A heading and a grid for each row of the dashboard. */
function sections(panels, cards) {
  const elements = [];
  for (const [i, panel] of panels.entries()) {
    if (panel.type === 'row') elements.push(h('h2', {}, panel.title), h('div', { class: 'grid' }));
    else elements.at(-1).append(cards[i].element);
  }
  return elements;
}

start().catch(error => main.replaceChildren(h('h1', { id: 'content', tabindex: -1 }, 'Dashboard'), h('p', { class: 'error', role: 'alert' }, error.message)));
