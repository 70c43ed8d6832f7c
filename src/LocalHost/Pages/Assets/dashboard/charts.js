// Panels that Chart.js draws. Each has its figures below it as a table, for those who cannot see it or want to copy them.
import { Chart } from '../charts.js';
import { h, styleValue } from '../lib/dom.js';
import { format } from '../lib/format.js';
import { colourOf, titleOf } from './fields.js';
import { table } from './cells.js';

const SERIES = 8;
const DATE = 'YYYY-MM-DD';
const DAY = 86_400_000;
const HOURS = 24;
// Chart.js draws what has the least order last: a line below bars cannot be read.
const [ABOVE, BELOW] = [0, 1];
const earlier = (a, b) => (a < b ? a : b);
const later = (a, b) => (a > b ? a : b);
const colour = (name, i) => styleValue(name ? `--${name}` : `--series-${(i % SERIES) + 1}`);

/** A bar chart over the column `xField`; a column in percent beside counts gets an axis of its own and is a line. */
export function barChart(panel, answer) {
  const { fields, rows } = answer;
  const label = fields.findIndex(field => field.name.toLowerCase() === panel.options.xField.toLowerCase());
  const series = fields.flatMap((field, i) => (i === label ? [] : [{ title: titleOf(field), config: field.config, values: rows.map(row => row[i]) }]));
  return withFigures(panel, answer, rows.map(row => short(row[label])), series, { horizontal: panel.options.orientation === 'horizontal' });
}

/** Columns over time, or, for a column of text beside one of numbers, a series for each text. */
export function timeSeries(panel, answer) {
  const { fields, rows } = answer;
  const time = fields.findIndex(field => field.type.startsWith('timestamp'));
  const name = fields.findIndex(field => field.type === 'varchar');
  const times = rows.map(row => day(row[time]));
  const isDaily = times.every(each => each.length === DATE.length);
  // Of rows that are not of whole days, as runs, several may have the same time: each has a place of its own.
  const labels = isDaily || name >= 0 ? everyDay([...new Set(times)], isDaily) : times;
  const values = i => (isDaily ? column(rows, labels, time, i) : rows.map(row => row[i]));
  const series = name < 0
    ? fields.flatMap((field, i) => (i === time ? [] : [{ title: titleOf(field), config: field.config, values: values(i) }]))
    : pivot(rows, labels, fields, time, name);
  return withFigures(panel, answer, labels, series, { stacked: panel.fieldConfig.defaults.custom?.stacking?.mode === 'normal' });
}

/** Half a circle for one number between `min` and `max`. */
export function gauge(panel, { fields: [{ config, name }], rows }) {
  const value = rows.at(-1)?.[0] ?? null;
  const canvas = h('canvas', { 'aria-hidden': true });
  const dial = h('div', { class: 'dial' }, canvas, h('output', { 'aria-label': config.displayName ?? name }, format(value, config.unit, config.decimals)));
  const { min = 0, max = 100 } = config;
  const share = Math.min(Math.max(((value ?? min) - min) / (max - min), 0), 1);
  new Chart(canvas, {
    type: 'doughnut',
    data: { datasets: [{ data: [share, 1 - share], backgroundColor: [colour(colourOf(config, value)), styleValue('--line')], borderWidth: 0 }] },
    options: { circumference: 180, rotation: 270, cutout: '72%', maintainAspectRatio: false, animation: false, plugins: { tooltip: { enabled: false }, legend: { display: false } } },
  });
  return dial;
}

function pivot(rows, labels, fields, time, name) {
  const number = fields.findIndex(field => field.numeric);
  return [...new Set(rows.map(row => row[name]))].map(title => ({
    title,
    config: { ...fields[number].config, displayName: undefined },
    values: column(rows.filter(row => row[name] === title), labels, time, number),
  }));
}

/** The column's value at each label; null, a gap, where no row is of that time. */
function column(rows, labels, time, i) {
  const at = new Map(rows.map(row => [day(row[time]), row[i]]));
  return labels.map(label => at.get(label) ?? null);
}

/** Days without figures have their place on the axis all the same: left out, a week without data looks like none. */
function everyDay(labels, isDaily) {
  if (labels.length < 2 || !isDaily) return labels;
  const [first, last] = [labels.reduce(earlier), labels.reduce(later)].map(label => Date.parse(label));
  return Array.from({ length: (last - first) / DAY + 1 }, (_, i) => new Date(first + i * DAY).toISOString().slice(0, 10));
}

function withFigures(panel, answer, labels, series, { horizontal = false, stacked = false }) {
  if (labels.length === 0) return table(panel, answer);
  const canvas = h('canvas', { role: 'img', 'aria-label': panel.title });
  const box = h('div', { class: 'chart' }, canvas);
  // A line of text for each bar, and the axis and legend below.
  if (horizontal) box.style.minHeight = `${Math.max(12, 1.15 * labels.length + 4)}rem`;
  const aside = config => config.custom?.axisPlacement === 'right' || (config.unit === 'percent' && series.some(other => other.config.unit !== 'percent'));
  new Chart(canvas, {
    type: 'bar',
    data: { labels, datasets: series.map((one, i) => dataset(one, i, aside(one.config), horizontal)) },
    options: options(series, labels.length, horizontal, stacked, series.find(one => aside(one.config))),
  });
  return h('div', { class: 'body' }, box,
    h('details', { class: 'figures' }, h('summary', {}, 'Figures'), table(panel, answer, () => {})));
}

function dataset({ title, config, values }, i, aside, horizontal) {
  const shade = colour(config.color?.fixedColor, i);
  const common = { label: title, data: values, backgroundColor: shade, borderColor: shade };
  if (aside) return { ...common, type: 'line', order: ABOVE, yAxisID: 'aside', pointRadius: 3, borderWidth: 2, showLine: config.custom?.drawStyle !== 'points' };
  return { ...common, order: BELOW, [horizontal ? 'xAxisID' : 'yAxisID']: 'value', maxBarThickness: 28 };
}

function options(series, count, horizontal, stacked, aside) {
  const text = styleValue('--quiet');
  const grid = { color: styleValue('--line') };
  const value = ({ config }) => ({ beginAtZero: true, stacked, grid, ticks: { color: text, callback: tick => format(tick, config.unit, config.unit === 'percent' ? 0 : undefined) } });
  const names = { stacked, grid: { display: false }, ticks: { color: text, autoSkip: !horizontal && count > HOURS, maxRotation: 45, callback(value) { return withoutYear(this.getLabelForValue(value)); } } };
  return {
    indexAxis: horizontal ? 'y' : 'x',
    maintainAspectRatio: false,
    animation: false,
    scales: {
      [horizontal ? 'y' : 'x']: names,
      value: { ...value(series[0]), axis: horizontal ? 'x' : 'y' },
      ...(aside && { aside: { ...value(aside), axis: 'y', position: 'right', grid: { display: false } } }),
    },
    plugins: {
      legend: { display: series.length > 1, position: 'bottom', labels: { color: text, boxWidth: 12 } },
      tooltip: { mode: 'index', intersect: false, callbacks: { label: item => `${item.dataset.label}: ${format(item.raw, series[item.datasetIndex].config.unit, series[item.datasetIndex].config.decimals)}` } },
    },
  };
}

const day = time => (time.endsWith(' 00:00:00.000') ? time.slice(0, 10) : time.slice(0, 16));
const withoutYear = label => String(label).replace(/^\d{4}-(?=\d\d-\d\d)/, '');
const short = text => (text === null ? '–' : text.length > 32 ? `${text.slice(0, 31)}…` : text).replaceAll('\n', ' ');
