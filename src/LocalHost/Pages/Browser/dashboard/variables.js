// The dashboard's variables: their values from their own queries, the chosen ones in the page's address as in Grafana's.
import { call } from '../lib/api.js';
import { h } from '../lib/dom.js';

/** The variables of a dashboard. When a person chooses another value, `changing()` is called at once and `changed()` when all variables have theirs. */
export class Variables {
  constructor(list, changing, changed) {
    this.changing = changing;
    this.list = list.filter(variable => variable.type === 'query');
    this.changed = changed;
    this.turn = 0;
    const given = new URLSearchParams(location.search);
    this.values = Object.fromEntries(this.list.map(({ name, current }) => [name, given.get(`var-${name}`) ?? current.value]));
    this.selects = Object.fromEntries(this.list.map(({ name }) => [name, h('select', { onchange: event => this.choose(name, event.target.value) })]));
  }

  /** The form fields. */
  element() {
    return h('form', { class: 'variables', onsubmit: event => event.preventDefault() },
      this.list.map(({ name, label, description }) => h('label', { title: description }, label, this.selects[name])));
  }

  /** Asks for the values of all; a chosen value that is none of them gives way to the first, unless an address asked for it. False where it was called again meanwhile. */
  async load() {
    const turn = ++this.turn;
    for (const variable of this.list) {
      const values = await this.valuesOf(variable.name, variable.options.map(option => option.value));
      if (turn !== this.turn) return false;
      this.show(variable.name, values);
    }
    return true;
  }

  show(name, values) {
    const asked = new URLSearchParams(location.search).has(`var-${name}`);
    if (!values.includes(this.values[name])) {
      if (asked) values.unshift(this.values[name]);
      else this.values[name] = values[0] ?? '';
    }
    const options = values.map(value => h('option', { value, selected: value === this.values[name] }, value));
    this.selects[name].replaceChildren(...(options.length > 0 ? options : [h('option', { value: '' }, 'none')]));
  }

  async valuesOf(name, defaults) {
    try {
      // A shop without any has none: another shop's values would be made up.
      return (await call('POST', `/pages/dashboard/variables/${name}`, { ...this.values })).rows.map(([value]) => value);
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
    if (name === 'service' && !(await this.load())) return;
    if (name !== 'service') this.selects[name].value = value;
    await this.changed();
  }
}
