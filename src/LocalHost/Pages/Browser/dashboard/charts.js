// Panels that Chart.js draws. Each has its figures below it as a table, for those who cannot see it or want to copy them.
import { Chart } from '../charts.js';
import { h, styleValue } from '../lib/dom.js';
import { format } from '../lib/format.js';
import { everyDay } from '../lib/time.js';
import { colourOf, isTime, titleOf } from './fields.js';
import { table } from './cells.js';

const SERIES = 8;
const MOST_SHORT = 31;
const GOLDEN_ANGLE = 137.5;
// Two series never have one colour: after the page's own come those that lie far apart on the wheel.
const ofSeries = i => (i < SERIES ? styleValue(`--series-${i + 1}`) : `hsl(${(i * GOLDEN_ANGLE) % 360} 55% 55%)`);
const colour = (name, i = 0) => (name ? styleValue(`--${name}`) : ofSeries(i));

/** A bar chart over the column `xField`; a column in percent beside counts gets an axis of its own and is a line. */
export function barChart(panel, answer) {
  const { fields, rows } = answer;
  const label = fields.findIndex(field => field.name.toLowerCase() === panel.options.xField.toLowerCase());
  const series = fields.flatMap((field, i) => (i === label ? [] : [{ title: titleOf(field), config: field.config, values: rows.map(row => row[i]) }]));
  return withFigures(panel, answer, rows.map(row => short(row[label])), series, { horizontal: panel.options.orientation === 'horizontal' });
}

/** Columns over time, or, for a column of text beside one of numbers, a series for each text. A day without a row is a gap. */
export function timeSeries(panel, answer) {
  const { fields, rows } = answer;
  const time = fields.findIndex(isTime);
  const name = fields.findIndex(field => field.type === 'varchar');
  const labels = everyDay(rows.map(row => day(row[time])));
  const series = name < 0 ? columns(rows, labels, fields, time) : pivot(rows, labels, fields, time, name);
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

function columns(rows, labels, fields, time) {
  const at = new Map(rows.map(row => [day(row[time]), row]));
  return fields.flatMap((field, i) => (i === time ? [] : [{ title: titleOf(field), config: field.config, values: labels.map(label => at.get(label)?.[i] ?? null) }]));
}

function pivot(rows, labels, fields, time, name) {
  const number = fields.findIndex(field => field.numeric);
  // A day that the query lists without any text has no data.
  const titles = [...new Set(rows.map(row => row[name]))].filter(title => title !== null);
  return titles.map(title => {
    const at = new Map(rows.filter(row => row[name] === title).map(row => [day(row[time]), row[number]]));
    return { title, config: { ...fields[number].config, displayName: undefined }, values: labels.map(label => at.get(label) ?? null) };
  });
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
    options: options(series, labels, { horizontal, stacked, aside: series.find(one => aside(one.config)) }),
  });
  return h('div', { class: 'body' }, box,
    h('details', { class: 'figures' }, h('summary', {}, 'Figures'), table(panel, answer, () => {})));
}

function dataset({ title, config, values }, i, aside, horizontal) {
  const shade = colour(config.color?.fixedColor, i);
  const common = { label: title, data: values, backgroundColor: shade, borderColor: shade };
  // The lower order is drawn later: a bar must not hide a line or a point.
  if (aside) return { ...common, order: 0, type: 'line', yAxisID: 'aside', pointRadius: 3, borderWidth: 2, showLine: config.custom?.drawStyle !== 'points' };
  return { ...common, order: 1, [horizontal ? 'xAxisID' : 'yAxisID']: 'value', maxBarThickness: 28 };
}

function options(series, labels, { horizontal, stacked, aside }) {
  const text = styleValue('--quiet');
  const grid = { color: styleValue('--line') };
  const value = ({ config }) => ({ beginAtZero: true, stacked, grid, ticks: { color: text, callback: tick => format(tick, config.unit, config.unit === 'percent' ? 0 : undefined) } });
  const names = { stacked, grid: { display: false }, ticks: { color: text, ...room(labels, horizontal), callback(value) { return withoutYear(this.getLabelForValue(value)); } } };
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

/** Short names, as the hours of a day, are all shown, the last one too; long ones or many may be left out where there is no room. */
function room(labels, horizontal) {
  const few = labels.length <= MOST_SHORT && labels.every(label => label.length <= 3);
  return { autoSkip: !horizontal && !few, maxRotation: few ? 90 : 45 };
}

const day = time => (time.endsWith(' 00:00:00.000') ? time.slice(0, 10) : time.slice(0, 16));
const withoutYear = label => String(label).replace(/^\d{4}-(?=\d\d-\d\d)/, '');
const short = text => (text === null ? '–' : text.length > 32 ? `${text.slice(0, 31)}…` : text).replaceAll('\n', ' ');
