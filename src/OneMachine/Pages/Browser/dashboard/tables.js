// Tables that can be sorted, searched and kept as CSV, by Tabulator. Every text is put in as text: no name of the log can be markup.
import { Tabulator } from '../tabulator.js';
import { h } from '../lib/dom.js';
import { cell, nothing, plainTable, scalesOf } from './cells.js';
import { titleOf } from './fields.js';

const FEW = 6;
// The more columns there are, the less room a long name takes at first: the last column is to be in sight.
const WIDEST = { 6: 230, 7: 180 };

/** A table of a panel's rows; a few rows need nothing but to be read. */
export function table(panel, answer, choose) {
  const { fields, rows } = answer;
  if (rows.length === 0) return { element: nothing(panel) };
  if (rows.length <= FEW) return { element: plainTable(panel, answer, choose) };
  const holder = h('div', {});
  const count = h('span', { class: 'quiet', role: 'status' }, sizeOf(rows.length, rows.length));
  const search = h('input', { type: 'search', placeholder: 'Search', 'aria-label': `${panel.title}: search`, oninput: () => filter(search.value) });
  const keep = h('button', { type: 'button', class: 'small', 'aria-label': `${panel.title}: save as CSV` }, 'CSV');
  const more = h('button', { type: 'button', class: 'small more', hidden: true, onclick: () => grow(holder.classList.toggle('whole')) });
  const element = h('div', { class: 'body' }, h('div', { class: 'over' }, search, count, keep), holder, more);
  let made;
  /** A table that is longer than its box says so, and grows at a press. */
  function grow(isWhole) {
    const box = holder.querySelector('.tabulator-tableholder');
    more.hidden = !isWhole && box.scrollHeight <= box.clientHeight;
    more.textContent = isWhole ? 'Show fewer rows' : `Show all ${made.getDataCount('active')} rows`;
    more.setAttribute('aria-expanded', String(isWhole));
  }
  function filter(text) {
    const wanted = text.trim().toLowerCase();
    made.setFilter(data => fields.some((_, i) => String(data[`c${i}`] ?? '').toLowerCase().includes(wanted)));
    count.textContent = sizeOf(made.getDataCount('active'), rows.length);
    grow(holder.classList.contains('whole'));
  }
  const ready = Promise.resolve().then(() => new Promise(resolve => {
    made = new Tabulator(holder, options(panel, answer, choose));
    keep.addEventListener('click', () => made.download('csv', `${panel.title}.csv`, { bom: true }));
    made.on('tableBuilt', () => {
      named(holder, panel.title);
      grow(false);
      resolve();
    });
  }));
  return { element, ready };
}

const sizeOf = (shown, all) => (shown === all ? `${all} rows` : `${shown} of ${all} rows`);

function options(panel, { fields, rows }, choose) {
  const scales = scalesOf(fields, rows);
  return {
    data: rows.map(row => Object.fromEntries(row.map((value, i) => [`c${i}`, value]))),
    columns: fields.map((field, i) => ({
      field: `c${i}`, title: titleOf(field), titleFormatter: () => h('span', { title: titleOf(field) }, titleOf(field)), hozAlign: field.numeric ? 'right' : 'left', headerHozAlign: field.numeric ? 'right' : 'left',
      sorter: field.numeric ? 'number' : 'string', sorterParams: { alignEmptyValues: 'bottom' }, headerSortStartingDir: field.numeric ? 'desc' : 'asc', maxInitialWidth: WIDEST[Math.min(fields.length, 7)] ?? 320, minWidth: 40,
      formatter: shown => holding(field, shown.getValue(), scales[i], choose), accessorDownload: harmless,
    })),
    layout: 'fitDataFill', renderVertical: 'basic', columnHeaderSortMulti: false,
  };
}

/** A cell with its whole text at hand where there is no room for it. */
function holding(field, value, scale, choose) {
  const content = cell(field, value, scale, choose);
  return typeof content === 'string' ? h('span', { title: content.length > 24 ? content : false }, content.replaceAll('\n', ' ')) : content;
}

/** A spreadsheet takes a text that begins so for a formula, and search terms are typed by strangers. */
const harmless = value => (typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value);

/** The part that scrolls can be reached by keyboard and has a name: it is the group of rows then, and what is in it none. */
function named(holder, title) {
  holder.setAttribute('aria-label', title);
  const scrolls = holder.querySelector('.tabulator-tableholder');
  for (const [name, value] of [['tabindex', '0'], ['role', 'rowgroup'], ['aria-label', `${title}: rows`]]) scrolls.setAttribute(name, value);
  holder.querySelector('.tabulator-table').setAttribute('role', 'presentation');
}
