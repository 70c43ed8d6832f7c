// Backfills: each is one thing, whatever nights it has.
import { call } from '../lib/api.js';
import { h, redraw, scrollBox } from '../lib/dom.js';
import { bytes, format } from '../lib/format.js';
import { moment } from '../lib/time.js';
import { cancelBackfillButton } from './actions.js';
import { statusOf } from './status.js';

const MOST = 5;

/** Draws the backfills into a part of the page, none where there are none; says whether one goes on. */
export async function backfills(part) {
  const all = (await call('GET', '/api/backfills')).backfills.slice(0, MOST);
  redraw(part, ...(all.length === 0 ? [] : [h('h2', {}, 'Backfills'), h('div', { class: 'card' }, scrollBox('Backfills', table(all)))]));
  return all.some(one => one.status === 'running');
}

function table(all) {
  const heads = [['Backfill'], ['Status'], ['Started (UTC)'], ['Nights', 1], ['Scanned', 1], ['Cost so far', 1], ['Estimate', 1], ['What is going on']];
  const cell = (i, attributes, ...children) => h('td', { 'data-label': heads[i][0], ...attributes }, ...children);
  return h('table', { class: 'stacks' },
    h('thead', {}, h('tr', {}, heads.map(([text, number]) => h('th', { scope: 'col', class: number && 'number' }, text)))),
    h('tbody', {}, all.map(one => h('tr', {},
      cell(0, { class: 'name' }, h('a', { href: `/monitor?backfill=${encodeURIComponent(one.id)}` }, `${one.from} to ${one.to}`)),
      cell(1, {}, statusOf(one.status)),
      cell(2, { class: 'time' }, moment(one.started_at)),
      cell(3, { class: 'number' }, `${one.nights.done} of ${one.nights.all}`),
      cell(4, { class: 'number' }, bytes(one.data_scanned_bytes)),
      cell(5, { class: 'number' }, format(one.cost_usd, 'currencyUSD')),
      cell(6, { class: 'number' }, format(one.estimate.cost_usd, 'currencyUSD')),
      cell(7, { class: 'said' }, one.line, one.status === 'running' && cancelBackfillButton(one.id))))));
}
