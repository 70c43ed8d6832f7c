// The page /monitor: runs, one run, or one table over the days, by what the page's address asks for.
import { answeredAt } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { signedIn } from '../lib/session.js';
import { listOfRuns } from './list.js';
import { oneRun } from './run.js';
import { moment } from '../lib/time.js';

const main = document.getElementById('main');
const WHILE_RUNNING = 1000;
const OTHERWISE = 10_000;

async function view() {
  const asked = new URLSearchParams(location.search);
  if (asked.has('run')) return oneRun(main, asked.get('run'));
  if (asked.has('table')) {
    // The library for charts is more than half a megabyte: no other view needs it.
    const { tableHistory } = await import('./table.js');
    return tableHistory(main, asked.get('service'), asked.get('table'));
  }
  return listOfRuns(main, asked);
}

/** Shows the view and keeps it fresh, faster while something goes on, and not at all in a hidden tab or under an open question. */
async function live() {
  const show = await view();
  for (;;) {
    let goesOn = false;
    if (!document.hidden && document.querySelector('dialog[open]') === null) {
      try {
        goesOn = await show();
        main.dataset.state = 'drawn';
        fresh();
      } catch (error) {
        if (error.status === 401) return start();
        if (main.dataset.state !== 'drawn' || error.status === 404) return complain(error);
        stale(error);
      }
    }
    await new Promise(resolve => setTimeout(resolve, goesOn ? WHILE_RUNNING : OTHERWISE));
  }
}

const updated = h('p', { class: 'updated quiet' });
let [seen, warning] = [null, null];

function fresh() {
  seen = answeredAt().toISOString();
  updated.textContent = `Updated at ${seen.slice(11, 16)} UTC`;
  if (!updated.isConnected) document.querySelector('.top').append(updated);
  warning?.remove();
}

/** What is on the page stays, but it is said that it may be true no more: a run that is shown as going on may have ended long ago. */
function stale(error) {
  warning?.remove();
  warning = h('p', { class: 'error stale', role: 'alert' }, `${error.message} What is shown is of ${moment(seen)} UTC.`);
  main.before(warning);
}

const complain = error => main.replaceChildren(h('h1', { id: 'content', tabindex: -1 }, 'Runs'), h('p', { class: 'error', role: 'alert' }, error.message), h('p', {}, h('a', { href: '/monitor' }, 'All runs')));

async function start() {
  await signedIn(main);
  await live();
}

start().catch(complain);
