// The dashboard's variables: their values from their own queries, the chosen ones in the page's address as in Grafana's.
import { call } from '../lib/api.js';
import { h } from '../lib/dom.js';

/** The variables of a dashboard. When a person chooses another value, `changing()` is called at once and `changed()` when all variables have theirs. */
export class Variables {
  constructor(list, changing, changed) {
    this.changing = changing;
    this.list = list.filter(variable => variable.type === 'query');
    this.changed = changed;
    const given = new URLSearchParams(location.search);
    this.values = Object.fromEntries(this.list.map(({ name, current }) => [name, given.get(`var-${name}`) ?? current.value]));
    this.selects = Object.fromEntries(this.list.map(({ name }) => [name, h('select', { onchange: event => this.choose(name, event.target.value) })]));
  }

  /** The form fields. */
  element() {
    return h('form', { class: 'variables', onsubmit: event => event.preventDefault() },
      this.list.map(({ name, label, description }) => h('label', { title: description }, label, this.selects[name])));
  }

  /** Asks for the values of all; a chosen value that is none of them gives way to the first, unless an address asked for it. */
  async load() {
    for (const variable of this.list) await this.loadOne(variable);
  }

  async loadOne({ name, options }) {
    const values = await this.valuesOf(name, options.map(option => option.value));
    const asked = new URLSearchParams(location.search).has(`var-${name}`);
    if (!values.includes(this.values[name])) {
      if (asked) values.unshift(this.values[name]);
      else this.values[name] = values[0] ?? this.values[name];
    }
    this.selects[name].replaceChildren(...values.map(value => h('option', { value, selected: value === this.values[name] }, value)));
  }

  async valuesOf(name, defaults) {
    try {
      const values = (await call('POST', `/pages/dashboard/variables/${name}`, this.values)).rows.map(([value]) => value);
      return values.length > 0 ? values : defaults;
    } catch {
      // Before the first run there are no tables to ask: the dashboard's own defaults stand in, and the panels say what is missing.
      return defaults;
    }
  }

  /** Takes a value, shows it in the address and asks anew. */
  async choose(name, value) {
    this.changing();
    this.values[name] = value;
    const address = new URL(location.href);
    if (name === 'service') for (const other of this.list) address.searchParams.delete(`var-${other.name}`);
    address.searchParams.set(`var-${name}`, value);
    history.replaceState(null, '', address);
    if (name === 'service') await this.load();
    else this.selects[name].value = value;
    await this.changed();
  }
}
