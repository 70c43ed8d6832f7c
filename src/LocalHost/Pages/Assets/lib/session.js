// Nothing is shown before a key has opened the host.
import { ApiError, call, keepKey, key } from './api.js';
import { h } from './dom.js';

/** Resolves once the host takes the key that this tab keeps, or one that a person has typed into the form. */
export async function signedIn(main) {
  if (key() !== null && (await opens())) return;
  await new Promise(resolve => {
    main.replaceChildren(form(resolve));
    main.querySelector('input').focus();
  });
}

async function opens() {
  try {
    await call('GET', '/pages/session');
    return true;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    keepKey(null);
    return false;
  }
}

function form(done) {
  const field = h('input', { type: 'password', id: 'key', autocomplete: 'off', required: true, 'aria-describedby': 'key-help' });
  const message = h('p', { class: 'error', role: 'alert' });
  async function submit(event) {
    event.preventDefault();
    keepKey(field.value.trim());
    try {
      if (await opens()) done();
      else message.textContent = 'That key opens nothing here. Take one that this very host printed.';
    } catch (error) {
      message.textContent = error.message;
    }
  }
  return h('form', { class: 'card sign-in', onsubmit: submit },
    h('h1', {}, 'Sign in'),
    h('label', { for: 'key' }, 'Key', field),
    h('p', { class: 'quiet', id: 'key-help' }, 'serve prints it when it starts: “function key” to look, start and cancel runs; “master key” for everything. It stays in this tab.'),
    message,
    h('button', { class: 'main', type: 'submit' }, 'Sign in'));
}
