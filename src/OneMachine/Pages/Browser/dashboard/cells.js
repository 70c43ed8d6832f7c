// Panels that are drawn without a chart or a table that can be sorted: single values and plain tables.
import { h, scrollBox } from '../lib/dom.js';
import { format } from '../lib/format.js';
import { colourOf, isTime, titleOf } from './fields.js';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** The last row, one large value for each column but the time. */
export function stat(panel, { fields, rows }) {
  const last = rows.at(-1);
  if (last === undefined) return { element: nothing(panel) };
  return { element: h('dl', { class: 'values' }, fields.map((field, i) => !isTime(field) && h('div', {},
    h('dt', {}, titleOf(field)),
    coloured(h('dd', {}, known(last[i], field.config)), colourOf(field.config, last[i]))))) };
}

/** A value as text; where it is not known, what the panel says then. */
export const known = (value, config) => (value === null && config.noValue) || format(value, config.unit, config.decimals);

/** What a panel without rows says. */
export const nothing = panel => h('p', { class: 'quiet' }, panel.fieldConfig.defaults.noValue ?? 'No rows.');

/** A table as HTML has it. */
export function plainTable(panel, { fields, rows }, choose = undefined) {
  if (rows.length === 0) return nothing(panel);
  const scales = scalesOf(fields, rows);
  return scrollBox(`${panel.title}: rows`, h('table', {},
    h('thead', {}, h('tr', {}, fields.map(field => h('th', { scope: 'col', class: field.numeric && 'number' }, titleOf(field))))),
    h('tbody', {}, rows.map(row => h('tr', {}, row.map((value, i) => h('td', { class: fields[i].numeric ? 'number' : DAY.test(value) && 'day' }, cell(fields[i], value, scales[i], choose))))))));
}

/** The largest value of each column: what a bar in a cell is measured by. */
export const scalesOf = (fields, rows) => fields.map((field, i) => Math.max(...rows.map(row => row[i]).filter(Number.isFinite), 0));

/** What a cell holds. `choose(variable, value)` is called when a person follows a link that sets a variable. */
export function cell({ config }, value, scale, choose = undefined) {
  const text = format(value, config.unit, config.decimals);
  switch (config.custom?.cellOptions?.type) {
    case 'gauge': return bar(text, value, scale, config.color?.fixedColor);
    case 'color-text': return coloured(h('span', {}, signed(config, value, text)), value === null ? undefined : colourOf(config, value));
    default: return linked(config, value, text, choose);
  }
}

/** A change says which way without its colour too. */
const signed = (config, value, text) => (config.displayName === 'change' && value > 0 ? `+${text}` : text);

function bar(text, value, scale, colour) {
  const fill = h('span', { class: 'fill' });
  fill.style.width = `${scale > 0 ? (100 * value) / scale : 0}%`;
  if (colour) fill.style.background = `color-mix(in srgb, var(--${colour}) 30%, var(--card))`;
  return h('span', { class: 'in-bar' }, fill, h('span', { class: 'of' }, text));
}

/** A link of Grafana that sets a variable to the cell's text is a button here. */
function linked(config, value, text, choose) {
  const variable = config.links?.[0]?.url.match(/var-(\w+)=\$\{__value\.text/)?.[1];
  if (!variable || value === null || !choose) return text;
  return h('button', { class: 'link', type: 'button', title: `${text}: ${config.links[0].title.toLowerCase()}`, onclick: () => choose(variable, value) }, text);
}

/** An element in a named colour. */
function coloured(element, name) {
  if (name) element.style.color = `var(--${name})`;
  return element;
}
