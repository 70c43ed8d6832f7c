// Elements are made by hand and filled with text alone, so that no name, term or message from the log can ever be markup.

/** An element with attributes and children. `on...` attributes are listeners; null and false leave an attribute or child out; children are elements or text. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** A box that scrolls and can be reached and moved by keyboard. */
export function scrollBox(label, ...children) {
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label }, ...children);
}

/** The value of a colour or length that style.css names. */
export const styleValue = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
