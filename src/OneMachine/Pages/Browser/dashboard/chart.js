// What the dashboard's charts have beyond those of other pages: a colour for each name, a picture to keep, and the figures below as a table.
import { savePicture } from '../lib/chart.js';
import { h, styleValue } from '../lib/dom.js';
import { plainTable } from './cells.js';

const SERIES = 6;
// What is no name of its own is grey, wherever it stands.
const UNNAMED = new Set(['(others)', 'unknown', 'Uncategorized']);
const GOLDEN_ANGLE = 137.5;
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

/** A chart with its figures below it, for those who cannot see it or want to copy them, and a button that keeps it as a picture. */
export function withFigures(panel, answer, { box, ready }) {
  const figures = h('details', { class: 'figures' }, h('summary', {}, `Figures: ${answer.rows.length} ${answer.rows.length === 1 ? 'row' : 'rows'}`), plainTable(panel, answer));
  const keep = h('button', { type: 'button', class: 'small', onclick: () => savePicture(panel.title, box) }, 'PNG');
  keep.setAttribute('aria-label', `${panel.title}: save as PNG`);
  return { element: h('div', { class: 'body' }, box, h('div', { class: 'under' }, figures, keep)), ready };
}
