// Panels that are drawn without a chart: single values and tables.
import { h, scrollBox } from '../lib/dom.js';
import { format } from '../lib/format.js';
import { colourOf, isTime, titleOf } from './fields.js';
import { sparkline } from './sparkline.js';

/** The last row, one large value for each column but the time; `graphMode: area` has each column's line over the rows below it. */
export function stat(panel, { fields, rows }) {
  const last = rows.at(-1);
  if (last === undefined) return nothing(panel);
  return h('dl', { class: 'values' }, fields.map((field, i) => !isTime(field) && h('div', {},
    h('dt', {}, titleOf(field)),
    coloured(h('dd', {}, known(last[i], field.config)), colourOf(field.config, last[i])),
    panel.options.graphMode === 'area' && field.numeric && sparkline(rows.map(row => row[i]), colourOf(field.config, last[i])))));
}

const known = (value, config) => (value === null && config.noValue) || format(value, config.unit, config.decimals);

/** A table; `choose(variable, value)` is called when a person follows a link that sets a variable. */
export function table(panel, { fields, rows }, choose) {
  if (rows.length === 0) return nothing(panel);
  const scales = fields.map((field, i) => Math.max(...rows.map(row => row[i]).filter(Number.isFinite), 0));
  return scrollBox(`${panel.title}: rows`, h('table', {},
    h('thead', {}, h('tr', {}, fields.map(field => h('th', { scope: 'col', class: field.numeric && 'number' }, titleOf(field))))),
    h('tbody', {}, rows.map(row => h('tr', {}, row.map((value, i) => cell(fields[i], value, scales[i], choose)))))));
}

const nothing = panel => h('p', { class: 'quiet' }, panel.fieldConfig.defaults.noValue ?? 'No rows.');

function cell(field, value, scale, choose) {
  const { config } = field;
  const text = format(value, config.unit, config.decimals);
  switch (config.custom?.cellOptions?.type) {
    case 'gauge': return h('td', { class: 'number' }, bar(text, value, scale));
    case 'color-background': return field.numeric ? heat(text, value, config) : h('td', {}, text);
    case 'color-text': return coloured(h('td', { class: field.numeric && 'number' }, text), colourOf(config, value));
    default: return h('td', { class: field.numeric && 'number', title: text.length > LONGEST && text }, linked(config, value, shortened(text), choose));
  }
}

const LONGEST = 120;
const shortened = text => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

function bar(text, value, scale) {
  const fill = h('span', { class: 'fill' });
  fill.style.width = `${scale > 0 ? (100 * value) / scale : 0}%`;
  return h('span', { class: 'in-bar' }, fill, h('span', { class: 'of' }, text));
}

function heat(text, value, { min = 0, max = 100 }) {
  const td = h('td', { class: 'heat' }, text);
  // At most half of the colour, so that the figure on it stays readable in light and dark.
  td.style.background = `color-mix(in srgb, var(--blue) ${Math.round((50 * ((value ?? min) - min)) / (max - min))}%, var(--card))`;
  return td;
}

/** A link of Grafana that sets a variable to the cell's text is a button here. */
function linked(config, value, text, choose) {
  const variable = config.links?.[0]?.url.match(/var-(\w+)=\$\{__value\.text/)?.[1];
  return variable && value !== null ? h('button', { class: 'link', type: 'button', title: config.links[0].title, onclick: () => choose(variable, value) }, text) : text;
}

function coloured(element, name) {
  if (name) element.style.color = `var(--${name})`;
  return element;
}
