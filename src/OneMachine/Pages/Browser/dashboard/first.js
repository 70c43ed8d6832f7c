// The first screen: of when the data is, six figures with their change and their line, in the order of the dashboard's first row.
import { h } from '../lib/dom.js';
import { format } from '../lib/format.js';
import { known, nothing } from './cells.js';
import { titleOf } from './fields.js';
import { sparkline } from './sparkline.js';
import { table } from './tables.js';

/** Ids of the panels that the first screen puts together. */
const [DAYS, REFRESHED, COMPARED] = [36, 46, 45];

/** What panels of the first screen draw otherwise than others. `zone` is the reporting time zone. */
export function firstScreen(zone) {
  const line = new DataLine(zone);
  const changes = new Changes(line);
  return {
    line: line.element,
    drawOf: panel => {
      if (panel.id === DAYS) return (_, answer) => line.days(answer);
      if (panel.id === REFRESHED) return (_, answer) => line.refreshed(answer);
      if (panel.id === COMPARED) return (_, answer, choose) => changes.know(answer, () => table(panel, answer, choose));
      return panel.options?.graphMode === 'area' ? (_, answer) => tile(panel, answer, changes, zone) : undefined;
    },
    /** The line above stands for these: they need no card. */
    isInLine: panel => panel.id === DAYS || panel.id === REFRESHED,
    outdate: () => changes.outdate(),
  };
}

function tile(panel, { fields, rows }, changes, zone) {
  const at = name => fields.findIndex(field => field.name === name);
  const [time, total, onDay, share] = [at('time'), at('total'), at('on_day'), at('known')];
  const last = rows.at(-1);
  if (last === undefined) return { element: nothing(panel) };
  const { config } = fields[total];
  return { element: h('div', { class: 'tile' },
    h('p', { class: 'figure' }, h('strong', {}, known(last[total], config)), ' ', h('span', { class: 'quiet' }, fields[total].config.displayName)),
    changes.of(panel.title, share >= 0 && last[share] !== null ? `${format(last[share], 'percent', 1)} ${titleOf(fields[share])}` : ''),
    sparkline(rows.map(row => row[onDay]), config.color?.fixedColor),
    h('p', { class: 'quiet yesterday' }, `${daysOf(rows.length)}; ${dayOf(last[time], zone)} ${known(last[onDay], fields[onDay].config)}`)) };
}

/** The changes of all figures, which one query has: each tile shows its own as soon as it is known. */
class Changes {
  constructor(line) {
    this.line = line;
    this.places = new Map();
    this.rows = null;
  }

  outdate() {
    this.rows = null;
  }

  /** Places for a figure's change and for the share of orders whose amount is known: beside the share before, once both are known. */
  of(figure, share) {
    const place = { change: h('p', { class: 'change' }), share: h('p', { class: 'quiet share' }), now: share };
    this.places.set(figure, place);
    this.show(figure);
    return [place.change, place.share];
  }

  know({ fields, rows }, draw) {
    this.rows = rows.map(row => Object.fromEntries(row.map((value, i) => [fields[i].name, value])));
    for (const figure of this.places.keys()) this.show(figure);
    return draw();
  }

  show(figure) {
    const { change, share, now } = this.places.get(figure);
    const row = this.rows?.find(one => one.figure === figure);
    change.replaceChildren(...(row ? this.said(row) : ['…']));
    change.title = row?.not_compared ?? '';
    share.textContent = row?.amount_known ? `amount known of ${row.amount_known}` : now;
  }

  said({ change, not_compared: reason }) {
    if (change === null) return [h('span', { class: 'quiet' }, `not compared: ${reason ?? 'there was none'}`)];
    const way = change === 0 ? ['quiet', '='] : change > 0 ? ['good', '▲'] : ['bad', '▼'];
    return [h('strong', { class: way[0] }, `${way[1]} ${format(Math.abs(change), 'percent', 1)}`), ' ', h('span', { class: 'quiet' }, `against ${this.line.compared || 'before'}`)];
  }
}

/** "Data of 21 to 27 Nov 2026, Asia/Seoul, refreshed 04:14": stays in sight wherever the page is scrolled to. */
class DataLine {
  constructor(zone) {
    this.zone = zone;
    this.compared = '';
    this.of = h('strong', {}, 'Data of …');
    this.when = h('span', {});
    this.old = h('span', { class: 'warn' });
    this.element = h('p', { class: 'data', 'aria-live': 'polite' }, this.of, ` · ${zone} `, this.when, ' ', this.old);
  }

  days({ fields, rows: [row] }) {
    const { first_day: first, last_day: last, compared_from: from, compared_to: to } = Object.fromEntries((row ?? []).map((value, i) => [fields[i].name, value]));
    this.compared = from ? span(from, to) : '';
    this.of.textContent = first ? `Data of ${span(first, last)} ${last.slice(0, 4)}` : 'No data yet: no day of this shop is in the overview';
    this.old.textContent = first ? lateness(last, this.zone) : '';
    return { element: h('span', {}) };
  }

  refreshed({ rows: [row] }) {
    this.when.textContent = row?.[0] ? `· refreshed ${clock(row[0], this.zone)}` : '· when it was refreshed is not known';
    return { element: h('span', {}) };
  }
}

const dayOnly = new Intl.DateTimeFormat('en-GB', { day: 'numeric', timeZone: 'UTC' });
/** `27 Nov`. */
export const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** `21 to 27 Nov`, `28 Oct to 3 Nov`, `27 Nov`. */
export function span(first, last) {
  const [from, to] = [new Date(first), new Date(last)];
  if (first === last) return dayMonth.format(to);
  return `${(first.slice(0, 7) === last.slice(0, 7) ? dayOnly : dayMonth).format(from)} to ${dayMonth.format(to)}`;
}

const clock = (text, zone) => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(`${text.replace(' ', 'T')}Z`));

/** How many days a day lies before yesterday. */
function shortOfYesterday(day, zone) {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date());
  return Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000) - 1;
}

/** A night that did not run is told: what is shown does not reach to yesterday. */
function lateness(last, zone) {
  const days = shortOfYesterday(last, zone);
  return days > 0 ? `· ${daysOf(days)} short of yesterday` : '';
}

/** `1 day`, `35 days`. */
export const daysOf = days => `${days} ${days === 1 ? 'day' : 'days'}`;

/** `yesterday`, or `on 27 Nov` where the last day is another one. */
function dayOf(time, zone) {
  const day = time.slice(0, 10);
  return shortOfYesterday(day, zone) === 0 ? 'yesterday' : `on ${dayMonth.format(Date.parse(day))}`;
}
