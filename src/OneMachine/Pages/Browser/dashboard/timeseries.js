// Panels over time. A day without a row is a gap; where the line is long, a part of it can be drawn larger.
import { chartBox, dayAxis, dayTitle, legend, tooltip, valueAxis } from '../lib/chart.js';
import { styleValue } from '../lib/dom.js';
import { format } from '../lib/format.js';
import { everyDay } from '../lib/time.js';
import { plainTable } from './cells.js';
import { colour, withFigures } from './chart.js';
import { isTime, titleOf } from './fields.js';

const LONG = 45;

/** Columns over time, or, for a column of text beside one of numbers, a series for each text. */
export function timeSeries(panel, answer) {
  const { fields, rows } = answer;
  const time = fields.findIndex(isTime);
  const name = fields.findIndex(field => field.type.startsWith('varchar'));
  const days = everyDay(rows.map(row => day(row[time])));
  const series = name < 0 ? columns(rows, days, fields, time) : pivot(rows, days, fields, time, name);
  if (days.length === 0 || series.length === 0) return { element: plainTable(panel, { fields, rows: [] }) };
  return withFigures(panel, answer, chartBox(panel.title, () => options(panel, days, series, name >= 0 || series.length > 1)));
}

function columns(rows, days, fields, time) {
  const at = new Map(rows.map(row => [day(row[time]), row]));
  return fields.flatMap((field, i) => (i === time ? [] : [{ title: titleOf(field), config: field.config, values: days.map(label => at.get(label)?.[i] ?? null) }]));
}

function pivot(rows, days, fields, time, name) {
  const number = fields.findIndex(field => field.numeric);
  // A day that the query lists without any text has no data.
  const titles = [...new Set(rows.map(row => row[name]))].filter(title => title !== null).sort((a, b) => a.localeCompare(b));
  return titles.map(title => {
    const at = new Map(rows.filter(row => row[name] === title).map(row => [day(row[time]), row[number]]));
    return { title, config: fields[number].config, values: days.map(label => at.get(label) ?? null) };
  });
}

function options(panel, days, series, isNamed) {
  const at = days.map(label => Date.parse(label));
  const aside = series.find(isAside);
  const isLong = days.length > LONG;
  const text = ({ config }) => value => format(value, config.unit, config.unit === 'percent' ? 0 : undefined);
  const names = isLong ? 24 : 0;
  return {
    grid: { left: 8, right: 12, top: 12, bottom: (isNamed ? 28 : 4) + names, containLabel: true },
    legend: legend(isNamed, names),
    dataZoom: isLong ? [{ type: 'slider', height: 16, bottom: 2, brushSelect: false, textStyle: { color: styleValue('--quiet') }, borderColor: styleValue('--line'), showDetail: false }] : [],
    tooltip: tooltip(items => lines(items, series)),
    xAxis: dayAxis(at),
    yAxis: [valueAxis(text(series.find(one => one !== aside) ?? aside)), ...(aside ? [valueAxis(text(aside), true)] : [])],
    series: series.map(one => shape(panel, one, at, aside)),
  };
}

/** A share beside counts, or what the panel puts there, has an axis of its own at the right. */
function isAside({ config }, _, all) {
  if (all.length === 1) return false;
  const isShareOfCounts = config.unit === 'percent' && all.some(other => other.config.unit !== 'percent');
  return isShareOfCounts || config.custom?.axisPlacement === 'right';
}

function shape(panel, { title, config, values }, at, aside) {
  const isRight = aside?.title === title;
  const style = config.custom?.drawStyle;
  const isBar = style === 'bars' && !isRight;
  const shade = colour(config.color?.fixedColor, title);
  return {
    name: title, type: isBar ? 'bar' : 'line', data: values.map((value, i) => [at[i], value]), yAxisIndex: isRight ? 1 : 0, color: shade,
    // A bar must not hide a line or a point.
    z: isBar ? 2 : 3, barMaxWidth: 28, connectNulls: false, symbolSize: style === 'points' ? 7 : 4, lineStyle: { width: style === 'points' ? 0 : 2 },
    stack: isBar && config.custom?.stacking?.mode === 'normal' ? 'all' : undefined,
  };
}

function lines(items, series) {
  const of = item => series.find(one => one.title === item.seriesName);
  const text = item => format(item.value[1], of(item).config.unit, of(item).config.decimals);
  return [dayTitle(items[0].value[0]), ...items.map(item => `${item.seriesName}: ${text(item)}`)].join('\n');
}

const day = time => (time.endsWith(' 00:00:00.000') ? time.slice(0, 10) : time.slice(0, 16));
