// Which days a panel's table covers: the line above has those of the first screen, and most tables have others.
import { call } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { dayMonth, daysOf, span } from './first.js';
import { table } from './tables.js';

/** The id of the panel that tells which nights are compared, and what it calls their tables. */
const NIGHTS = 51;
const TABLES = { products: 'product_ranking', 'search terms': 'search_analytics', categories: 'category_performance' };
const DAY = 86_400_000;
const SUMMARY = /_commerce_.*_summary/;
const NAME = /(?:_commerce_|pipeline_history_)(\w+?|\$\{summary:percentencode\})(?:_summary|\s)/g;

/** A place in each panel's card; what stands there comes from the live tables and from the nights that are compared. */
export class Windows {
  constructor() {
    this.places = new Map();
    this.turn = 0;
    this.forget();
  }

  /** Another shop has tables of other nights, and another time range compares others. */
  forget() {
    // A late answer must not stand under another shop.
    this.turn++;
    this.tables = new Map();
    this.nights = new Map();
    this.problem = '';
    this.show();
  }

  /** The place of a panel; empty for one that shows no days but its own. */
  placeOf(panel) {
    const place = h('p', { class: 'days' });
    this.places.set(panel, place);
    return place;
  }

  /** What the panel of the nights draws: a table as others, and the days of those that compare them. */
  drawOf(panel) {
    if (panel.id !== NIGHTS) return undefined;
    return (_, answer, choose) => {
      this.compared(answer);
      return table(panel, answer, choose);
    };
  }

  compared({ fields, rows }) {
    const at = name => fields.findIndex(field => field.name === name);
    const isCompared = row => row[at('state')].startsWith('compared');
    this.nights = new Map(rows.filter(isCompared).map(row => [TABLES[row[at('figures')]], [row[at('night')], row[at('week_before')]]]));
    this.show();
  }

  /** Asks which days the tables of the chosen shop cover. */
  async load(values) {
    const turn = ++this.turn;
    this.values = values;
    try {
      const windows = await call('POST', '/pages/dashboard/windows', { service: values.service });
      if (turn !== this.turn) return;
      this.tables = new Map(windows.map(window => [window.query_type, window]));
      this.problem = '';
    } catch (error) {
      if (turn !== this.turn) return;
      this.problem = error.message;
    }
    this.show();
  }

  show() {
    for (const [panel, place] of this.places) {
      place.textContent = this.said(panel);
      place.title = this.problem;
    }
  }

  said({ type, targets }) {
    const sql = targets?.[0].rawSQL ?? '';
    const names = new Set([...sql.matchAll(NAME)].map(([, name]) => (name.startsWith('$') ? this.values?.summary : name)));
    // The overview beside a summary tells what its shares are of, on the same nights.
    if (names.size > 1) names.delete('overview');
    // A panel of several tables has a column for their days.
    if (names.size !== 1) return '';
    const [name] = names;
    const window = this.tables.get(name);
    if (!window) return this.problem && SUMMARY.test(sql) ? 'its days are not known' : '';
    if (!SUMMARY.test(sql)) return type === 'table' ? twoNights(this.nights.get(name), window.days) : `the ${window.days} days before each night`;
    // What is drawn within the time range names its days itself.
    return sql.includes('$__') ? '' : `${span(window.first_day, window.last_day)} · ${lengthOf(window)}`;
  }
}

/** A night covers the days before it. */
function twoNights(nights, days) {
  const [now, before] = (nights ?? []).map(night => dayMonth.format(Date.parse(night) - DAY));
  return now ? `${days} days to ${now} against ${days} days to ${before}` : '';
}

const lengthOf = ({ first_day: first, last_day: last }) => daysOf(Math.round((Date.parse(last) - Date.parse(first)) / DAY) + 1);
