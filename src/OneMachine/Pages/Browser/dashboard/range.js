// The time range of the panels over days and nights, in the address as in Grafana's: `from=now-90d`. It counts back from the newest night, not from the clock: what the panels show ends there.
import { h } from '../lib/dom.js';

const DAY = 86_400_000;
const CHOICES = [[35, '35 days'], [90, '90 days'], [180, '180 days'], [400, '400 days']];

/** The range that the address or the dashboard names. `changed()` is called when a person has chosen another. */
export class Range {
  constructor({ from }, changed) {
    const given = new URLSearchParams(location.search);
    this.from = given.get('from') ?? from;
    this.to = given.get('to') ?? 'now';
    const choices = CHOICES.map(([days, text]) => [`now-${days}d`, text]);
    if (!choices.some(([value]) => value === this.from)) choices.unshift([this.from, `from ${this.from}`]);
    this.select = h('select', { onchange: event => this.choose(event.target.value, changed) }, choices.map(([value, text]) => h('option', { value, selected: value === this.from }, text)));
  }

  choose(from, changed) {
    [this.from, this.to] = [from, 'now'];
    const address = new URL(location.href);
    address.searchParams.set('from', from);
    address.searchParams.delete('to');
    history.replaceState(null, '', address);
    changed();
  }

  /** The ends as the host takes them; `night` is the newest one. */
  values(night) {
    const start = Date.parse(night);
    // Before the first night there is none to count from.
    const newest = Number.isNaN(start) ? Date.now() : start + DAY - 1000;
    const now = Math.max(newest, Date.now());
    return { __from: iso(this.from, newest), __to: iso(this.to, now) };
  }
}

/** `now-90d`, a time in milliseconds, or a day. What is none of these goes to the host as it is, which says so. */
function iso(text, now) {
  const back = /^now(?:-(\d{1,4})d)?$/.exec(text);
  const time = back ? now - Number(back[1] ?? 0) * DAY : /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}
