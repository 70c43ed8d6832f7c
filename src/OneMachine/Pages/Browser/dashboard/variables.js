// The dashboard's variables: their values from their own queries, the chosen ones in the page's address as in Grafana's, so that a view can be sent.
import { call } from '../lib/api.js';
import { h } from '../lib/dom.js';

const HIDDEN = 2;
const SERVICE = 'service';

/** The variables of a dashboard. `changed(names)` is called when a person has chosen another value of these, after `changing(names)` and all lists; `failed(error)` when that could not be done. */
export class Variables {
  constructor(list, changing, changed, failed) {
    this.changing = changing;
    this.changed = changed;
    this.failed = failed;
    this.failures = new Map();
    this.alert = h('div', { role: 'alert' });
    this.list = list.filter(variable => variable.type !== 'datasource');
    this.turn = 0;
    this.known = {};
    const given = new URLSearchParams(location.search);
    this.values = Object.fromEntries(this.list.map(({ name, current }) => [name, given.get(`var-${name}`) ?? current.value]));
    this.fields = Object.fromEntries(this.list.map(variable => [variable.name, this.field(variable)]));
  }

  field({ name, type, options }) {
    const onchange = event => this.choose(name, event.target.value).catch(this.failed);
    if (type === 'textbox') return h('input', { type: 'search', value: this.values[name], onchange });
    const select = h('select', { onchange });
    if (type === 'custom') select.append(...this.choices(name, options));
    return select;
  }

  choices(name, options) {
    const asked = options.some(option => option.value === this.values[name]) ? [] : [{ value: this.values[name], text: this.values[name] }];
    return [...asked, ...options].map(({ value, text }) => h('option', { value, selected: value === this.values[name] }, text));
  }

  /** The form fields of variables by name; those that are hidden have none. */
  elements(names) {
    return this.list.filter(({ name, hide }) => names.has(name) && hide !== HIDDEN)
      .map(({ name, label, description }) => h('label', { title: description }, label, this.fields[name]));
  }

  /** Asks for the values of all. `when(names)` waits for them; a chosen value that is none of them gives way to the first, unless an address asked for it. False where it was called again meanwhile. Throws where the host does not take this browser any more. */
  async load() {
    const turn = ++this.turn;
    this.failures.clear();
    this.complain();
    const asked = this.list.filter(({ type }) => type === 'query');
    const service = this.values[SERVICE];
    for (const variable of asked) this.known[variable.name] = this.ask(variable, turn);
    await this.known[SERVICE];
    if (turn === this.turn && this.values[SERVICE] !== service && !this.failures.has(SERVICE)) return this.load();
    await Promise.all(Object.values(this.known));
    for (const error of this.failures.values()) if (error.status === 401) throw error;
    return turn === this.turn;
  }

  /** Waits until these have their values. Throws where one has none because its query failed. */
  async when(names) {
    await Promise.all([...names].map(name => this.known[name]));
    for (const name of names) if (this.failures.has(name) && this.values[name] === '') throw this.failures.get(name);
  }

  async ask({ name, options }, turn) {
    let [values, failure] = [[], null];
    try {
      values = await this.valuesOf(name, options.map(option => option.value));
    } catch (error) {
      failure = error;
    }
    if (name !== SERVICE) await this.known[SERVICE];
    if (turn !== this.turn) return;
    // These would be of a shop that nobody has chosen.
    if (name !== SERVICE && this.values[SERVICE] === '' && this.failures.has(SERVICE)) [values, failure] = [[], this.failures.get(SERVICE)];
    if (failure) this.failures.set(name, failure);
    this.show(name, values);
    this.complain();
  }

  /** Says which values could not be asked for: a list without them looks as if there were none. */
  complain() {
    const labels = Map.groupBy(this.list.filter(({ name }) => this.failures.has(name)), ({ name }) => this.failures.get(name).message);
    this.alert.replaceChildren(...[...labels].map(([message, same]) => h('p', { class: 'error' }, `No values of ${same.map(({ name, label }) => label || name).join(', ')}: ${message}`)));
  }

  show(name, values) {
    const asked = new URLSearchParams(location.search).has(`var-${name}`);
    if (!values.includes(this.values[name])) {
      if (asked) values.unshift(this.values[name]);
      else this.values[name] = values[0] ?? '';
    }
    const options = this.choices(name, values.map(value => ({ value, text: value })));
    this.fields[name].replaceChildren(...(values.length > 0 ? options : [h('option', { value: '' }, 'none')]));
  }

  async valuesOf(name, defaults) {
    try {
      // A shop without any has none: another shop's values would be made up.
      return (await call('POST', `/pages/dashboard/variables/${name}`, { ...this.values })).rows.map(([value]) => value).filter(value => value !== null);
    } catch (error) {
      // Before the first run there are no tables to ask: the dashboard's own defaults stand in, and the panels say what is missing.
      if (error.status === 422 && error.message.includes('TABLE_NOT_FOUND')) return defaults;
      throw error;
    }
  }

  /** Takes a value, shows it in the address and asks anew. */
  async choose(name, value) {
    const isService = name === SERVICE;
    this.values[name] = value;
    const names = new Set(isService ? this.list.map(one => one.name) : [name]);
    this.changing(names);
    const address = new URL(location.href);
    if (isService) this.forget(address);
    address.searchParams.set(`var-${name}`, value);
    history.replaceState(null, '', address);
    if (isService && !(await this.load())) return;
    if (!isService) this.fields[name].value = value;
    await this.changed(names);
  }

  /** Another shop has other actions, products and terms; the days and what they are compared with stay. */
  forget(address) {
    for (const { name, type, current } of this.list.filter(one => one.type !== 'custom' && one.name !== SERVICE)) {
      address.searchParams.delete(`var-${name}`);
      if (type === 'textbox') this.fields[name].value = this.values[name] = current.value;
    }
  }
}
