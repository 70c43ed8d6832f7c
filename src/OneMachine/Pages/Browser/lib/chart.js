// What the charts of both pages have: ECharts on a canvas, in the page's colours.
import { getInstanceByDom, init } from '../echarts.js';
import { h, styleValue } from './dom.js';

const HALF_A_DAY = 43_200_000;
const drawn = new Set();

/** A chart in a box of its own. `options()` is asked again when the colours change: for the dark, and for paper. */
export function chartBox(title, options, { height, label = title } = {}) {
  const box = h('div', { class: 'chart', role: 'img', 'aria-label': label });
  if (height) box.style.height = height;
  const ready = Promise.resolve().then(() => {
    const chart = init(box, null, { renderer: 'canvas' });
    const paint = () => chart.setOption({ animation: false, useUTC: true, textStyle: { fontFamily: getComputedStyle(box).fontFamily }, ...options(box.clientWidth) }, true);
    paint();
    const resized = new ResizeObserver(() => {
      if (!box.isConnected) return forget();
      chart.resize();
      paint();
    });
    const one = { paint, forget };
    function forget() {
      resized.disconnect();
      drawn.delete(one);
      chart.dispose();
    }
    resized.observe(box);
    drawn.add(one);
  });
  return { box, ready };
}

/** Draws every chart anew, in the colours of now. */
const repaint = () => drawn.forEach(one => one.paint());

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);
// Paper is white, whatever the screen is.
addEventListener('beforeprint', () => onPaper(true));
addEventListener('afterprint', () => onPaper(false));

function onPaper(isPaper) {
  document.documentElement.classList.toggle('paper', isPaper);
  repaint();
}

/** Keeps a chart as a file. */
export function savePicture(title, box) {
  const url = getInstanceByDom(box).getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: styleValue('--card') });
  h('a', { href: url, download: `${title}.png` }).click();
}

/** A tooltip of all series at one place; text on the canvas alone, so that no name can be markup. */
export const tooltip = lines => ({
  trigger: 'axis', renderMode: 'richText', confine: true, axisPointer: { type: 'shadow', shadowStyle: { opacity: 0.15 } },
  backgroundColor: styleValue('--card'), borderColor: styleValue('--line'), textStyle: { color: styleValue('--text'), fontSize: 12 }, formatter: lines,
});

/** Names of the series below the chart. */
export const legend = (show, bottom = 0) => ({
  show, type: 'scroll', bottom, left: 0, right: 0, itemWidth: 14, itemHeight: 10, textStyle: { color: styleValue('--quiet') },
  pageTextStyle: { color: styleValue('--quiet') }, pageIconColor: styleValue('--quiet'), pageIconInactiveColor: styleValue('--line'),
});

/** An axis of values; one at the right has no lines of its own. */
export const valueAxis = (text, aside = false) => ({
  type: 'value', splitLine: { show: !aside, lineStyle: { color: styleValue('--line') } }, axisLabel: { color: styleValue('--quiet'), formatter: text, hideOverlap: true },
});

/** What an axis of names or times looks like. */
export const nameAxis = more => ({
  axisLine: { lineStyle: { color: styleValue('--line') } }, axisTick: { show: false }, ...more, axisLabel: { color: styleValue('--quiet'), hideOverlap: true, ...more.axisLabel },
});

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** An axis of days, from the first to the last of these times. */
export const dayAxis = times => nameAxis({
  type: 'time', min: times[0] - HALF_A_DAY, max: times.at(-1) + HALF_A_DAY, minInterval: 2 * HALF_A_DAY, axisLabel: { formatter: time => shortDay.format(time) },
});

/** A day as a tooltip names it. */
export const dayTitle = time => weekday.format(time);
