// Panels over names: bars, the heat of the hours, and the dial.
import { chartBox, legend, nameAxis, tooltip, valueAxis } from '../lib/chart.js';
import { h, styleValue } from '../lib/dom.js';
import { format } from '../lib/format.js';
import { plainTable } from './cells.js';
import { colour, withFigures } from './chart.js';
import { colourOf, titleOf } from './fields.js';

const MOST_SHORT = 31;
const NARROW = 700;
// Pixels that a bar needs for a figure above it.
const ROOM = 28;

/** A bar chart over the column `xField`; a column in percent beside counts gets an axis of its own and is a line. */
export function barChart(panel, answer) {
  const { fields, rows } = answer;
  if (rows.length === 0) return { element: plainTable(panel, answer) };
  const label = fields.findIndex(field => field.name.toLowerCase() === panel.options.xField.toLowerCase());
  const series = fields.flatMap((field, i) => (i === label ? [] : [{ title: titleOf(field), config: field.config, values: rows.map(row => row[i]) }]));
  const names = rows.map(row => (row[label] ?? '–').replaceAll('\n', ' '));
  const isLying = panel.options.orientation === 'horizontal';
  // A line of text for each bar, and the axis and legend below.
  const height = isLying ? `${Math.max(12, 1.5 * names.length + 4)}rem` : undefined;
  return withFigures(panel, answer, chartBox(panel.title, width => options(names, series, isLying, width), { height }));
}

function options(names, series, isLying, width) {
  const aside = series.find(({ config }) => config.unit === 'percent' && series.some(other => other.config.unit !== 'percent'));
  const place = placeOfFigures(names, series, aside, isLying, width);
  const text = ({ config }) => value => format(value, config.unit, config.unit === 'percent' ? 0 : undefined);
  const areShort = names.length <= MOST_SHORT && names.every(name => name.length <= 3);
  const axis = nameAxis({ type: 'category', data: names, inverse: isLying, axisLabel: isLying ? besideBars(width) : belowBars(areShort, width) });
  const values = [valueAxis(text(series.find(one => one !== aside) ?? aside)), ...(aside ? [valueAxis(text(aside), true)] : [])];
  return {
    grid: { left: 8, right: place === 'right' ? 64 : 16, top: place === 'top' ? 20 : 12, bottom: series.length > 1 ? 28 : 4, containLabel: true },
    legend: legend(series.length > 1),
    tooltip: tooltip(items => [names[items[0].dataIndex], ...items.map(item => `${item.seriesName}: ${format(item.value ?? null, series[item.seriesIndex].config.unit, series[item.seriesIndex].config.decimals)}`)].join('\n')),
    [isLying ? 'yAxis' : 'xAxis']: axis,
    [isLying ? 'xAxis' : 'yAxis']: values,
    series: series.map(one => {
      const shared = { name: one.title, data: one.values, color: colour(one.config.color?.fixedColor, one.title), barMaxWidth: 28 };
      return one === aside ? { ...shared, type: 'line', yAxisIndex: 1, z: 3, symbolSize: 6 } : { ...shared, type: 'bar', z: 2, label: figure(one, place) };
    }),
  };
}

/** Where a bar has its figure: beside it where it is alone in its line, above it where there is room. */
function placeOfFigures(names, series, aside, isLying, width) {
  if (isLying) return series.length === 1 && 'right';
  return !aside && width / (names.length * series.length) >= ROOM && 'top';
}

const figure = ({ config }, place) => ({ show: Boolean(place), position: place || undefined, color: styleValue('--text'), fontSize: 11, formatter: ({ value }) => format(value ?? null, config.unit, config.decimals) });

const besideBars = width => ({ width: Math.min(220, width * 0.4), overflow: 'truncate', interval: 0 });

/** Short names, as the hours of a day, are all shown, the last one too. */
function belowBars(areShort, width) {
  if (!areShort) return { interval: 'auto', hideOverlap: true, rotate: 35, width: 110, overflow: 'truncate' };
  return { interval: 0, hideOverlap: false, rotate: width < NARROW ? 90 : 0, width: 110, overflow: 'truncate' };
}

/** Rows of shares of their highest hour, as colour: the first column names the row. */
export function heatMap(panel, answer) {
  const { fields, rows } = answer;
  if (rows.length === 0) return { element: plainTable(panel, answer) };
  const columns = fields.slice(1).map(field => field.name);
  const names = rows.map(row => row[0]);
  const cells = rows.flatMap((row, y) => row.slice(1).map((value, x) => [x, y, value]));
  const known = cells.filter(([, , value]) => value !== null);
  return withFigures(panel, answer, chartBox(panel.title, width => ({
    grid: { left: 8, right: 8, top: 4, bottom: 4, containLabel: true },
    tooltip: { ...tooltip(item => `${item.value[1] === undefined ? '' : `${names[item.value[1]]}, hour ${columns[item.value[0]]}: `}${format(item.value[2], 'percent', 0)} of its highest hour`), trigger: 'item' },
    visualMap: { show: false, min: 0, max: 100, inRange: { color: [styleValue('--card'), styleValue('--heat')] } },
    xAxis: nameAxis({ type: 'category', data: columns, axisLabel: { interval: width < NARROW ? 2 : 0 } }),
    yAxis: nameAxis({ type: 'category', data: names, inverse: true }),
    series: [{ type: 'heatmap', data: known, itemStyle: { borderColor: styleValue('--card'), borderWidth: 1 }, label: { show: width >= NARROW, color: styleValue('--text'), fontSize: 11, formatter: ({ value }) => Math.round(value[2]) } }],
  }), { height: `${2.1 * names.length + 2.5}rem` }));
}

/** Half a circle for one number between `min` and `max`. */
export function gauge(panel, { fields: [{ config, name }], rows }) {
  const value = rows.at(-1)?.[0] ?? null;
  const { min = 0, max = 100 } = config;
  const { box, ready } = chartBox(panel.title, () => ({
    series: [{
      type: 'gauge', min, max, startAngle: 180, endAngle: 0, center: ['50%', '78%'], radius: '130%', pointer: { show: false }, axisTick: { show: false }, splitLine: { show: false }, axisLabel: { show: false },
      axisLine: { lineStyle: { width: 16, color: [[1, styleValue('--line')]] } }, progress: { show: value !== null, width: 16, itemStyle: { color: colour(colourOf(config, value), name) } },
      detail: { show: false }, data: [{ value: value ?? min }],
    }],
  }), { height: '8.2rem' });
  box.setAttribute('aria-hidden', 'true');
  box.removeAttribute('role');
  return { element: h('div', { class: 'dial' }, box, h('output', { 'aria-label': config.displayName ?? name }, format(value, config.unit, config.decimals))), ready };
}
