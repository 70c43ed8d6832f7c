// Elements are made by hand and filled with text alone, so that no name, term or message from the log can ever be markup.

/** An element with attributes and children. `on...` attributes are listeners; null and false leave an attribute or child out; children are elements or text. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...shown(children));
  return element;
}

const shown = children => children.flat().filter(child => child !== null && child !== undefined && child !== false);

/** A long name, which may break after each of its words. */
export const breakable = name => name.split(/(?<=[_-])/).flatMap((word, i) => (i === 0 ? [word] : [h('wbr'), word]));

/** A box that scrolls and can be reached and moved by keyboard. */
export function scrollBox(label, ...children) {
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label }, ...children);
}

/** Draws a part anew; what has the focus and what was scrolled stay so, since a person may be in the middle of something. */
export function redraw(part, ...children) {
  const focused = part.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  const scrolled = [...part.querySelectorAll('.scroll, pre')].map(box => [nameOf(box), box.scrollLeft, box.scrollTop]);
  const open = new Set([...part.querySelectorAll('details[open]')].map(details => details.dataset.key));
  part.replaceChildren(...shown(children));
  for (const details of part.querySelectorAll('details')) details.open = open.has(details.dataset.key);
  for (const [name, left, top] of scrolled.filter(([, left, top]) => left + top > 0)) find(part, name)?.scrollTo(left, top);
  if (focused) find(part, focused)?.focus({ preventScroll: true });
}

const nameOf = element => [element.tagName, element.dataset.key ?? element.closest('[data-key]')?.dataset.key, element.getAttribute('href'), element.getAttribute('aria-label') ?? element.name ?? element.textContent].join();
const find = (part, name) => [...part.querySelectorAll('a, button, input, select, summary, pre, .scroll')].find(element => nameOf(element) === name);

/** The value of a colour or length that style.css names. */
export const styleValue = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
