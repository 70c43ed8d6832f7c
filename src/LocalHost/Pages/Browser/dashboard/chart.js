// What all charts have: ECharts on a canvas, the page's colours, a picture to keep, and the figures below as a table.
import { getInstanceByDom, init } from '../echarts.js';
import { h, styleValue } from '../lib/dom.js';
import { plainTable } from './cells.js';

const SERIES = 6;
// What is no name of its own is grey, wherever it stands.
const UNNAMED = new Set(['others', 'unknown', 'Uncategorized']);
const GOLDEN_ANGLE = 137.5;
const drawn = new Set();
// A name (a category, a payment method) keeps its colour over the whole page.
const places = new Map();

/** The colour of a name of a colour, or of what has none: one for each name, the same on every chart. */
export function colour(name, of) {
  if (name) return styleValue(`--${name}`);
  if (UNNAMED.has(of)) return styleValue('--series-7');
  if (!places.has(of)) places.set(of, places.size);
  const i = places.get(of);
  return i < SERIES ? styleValue(`--series-${i + 1}`) : `hsl(${(i * GOLDEN_ANGLE) % 360} 55% 55%)`;
}

/** Forgets the names that had a colour: another shop has others. */
export const forgetColours = () => places.clear();

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

/** A chart with its figures below it, for those who cannot see it or want to copy them, and a button that keeps it as a picture. */
export function withFigures(panel, answer, { box, ready }) {
  const figures = h('details', { class: 'figures' }, h('summary', {}, 'Figures'), plainTable(panel, answer));
  const keep = h('button', { type: 'button', class: 'small', onclick: () => picture(panel.title, box) }, 'PNG');
  keep.setAttribute('aria-label', `${panel.title}: save as PNG`);
  return { element: h('div', { class: 'body' }, box, h('div', { class: 'under' }, figures, keep)), ready };
}

function picture(title, box) {
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
