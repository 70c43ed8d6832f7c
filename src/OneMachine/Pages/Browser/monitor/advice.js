// What the pages for the person on call say of a code, shown where the code stands.
import { call } from '../lib/api.js';
import { h } from '../lib/dom.js';

// What has been read stays: the page is drawn anew while a person reads.
const known = new Map();

/** A part that opens, and then says what is known about a code. */
export function moreAbout(code, key) {
  const text = h('div', { class: 'advice' });
  const show = () => text.replaceChildren(...known.get(code).map(paragraph => h('p', {}, paragraph)));
  const load = async () => {
    try {
      known.set(code, await call('GET', `/pages/monitor/advice/${encodeURIComponent(code)}`));
    } catch (error) {
      text.replaceChildren(h('p', { class: 'quiet' }, error.message));
      return;
    }
    show();
  };
  if (known.has(code)) show();
  return h('details', { 'data-key': `advice ${key} ${code}`, ontoggle: event => event.target.open && !known.has(code) && load() }, h('summary', {}, `More about ${code}`), text);
}
