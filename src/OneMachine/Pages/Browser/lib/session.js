// Nothing is shown before a key has opened the host.
import { call, isKey, keepKey, key } from './api.js';
import { h } from './dom.js';

/** Resolves once the host takes this browser, the key that this tab keeps, or one that a person has typed into the form. */
export async function signedIn(main) {
  if (await opens()) return;
  await new Promise(resolve => {
    main.replaceChildren(form(resolve));
    main.querySelector('input').focus();
  });
}

async function opens() {
  // No header takes such a key: with it no request would leave the browser.
  if (key() && !isKey(key())) keepKey(null);
  const { opens: isOpen } = await call('GET', '/sign-in');
  if (!isOpen) keepKey(null);
  return isOpen;
}

/** Tries a key, and keeps it only once it has opened the host. */
async function opensWith(typed) {
  if (!isKey(typed)) return false;
  const { opens: isOpen } = await call('GET', '/sign-in', undefined, typed);
  if (isOpen) keepKey(typed);
  return isOpen;
}

function form(done) {
  const field = h('input', { type: 'password', id: 'key', autocomplete: 'off', required: true, 'aria-describedby': 'key-help' });
  const message = h('p', { class: 'error', role: 'alert' });
  async function submit(event) {
    event.preventDefault();
    try {
      if (await opensWith(field.value.trim())) done();
      else message.textContent = 'That key opens nothing here. Take one that this very host printed.';
    } catch (error) {
      message.textContent = error.message;
    }
  }
  return h('form', { class: 'card sign-in', onsubmit: submit },
    h('h1', {}, 'Sign in'),
    h('label', { for: 'key' }, 'Key', field),
    h('p', { class: 'quiet', id: 'key-help' }, 'serve prints it when it starts: “function key” to look, start and cancel runs; “master key” for everything. It stays in this tab. `serve --open` signs a browser in by itself.'),
    message,
    h('button', { class: 'main', type: 'submit' }, 'Sign in'));
}
