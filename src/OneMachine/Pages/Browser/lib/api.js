// Calls to the host. A key goes in a header: it stands in no address, no log and no history, and is forgotten with the tab.
// A browser that `serve --open` has let in needs none.
const STORED = 'commerce-analytics-key';

export const key = () => sessionStorage.getItem(STORED);
/** Whether a text can be a key: a header takes no other characters. */
export const isKey = value => /^[\x21-\x7e]+$/.test(value);
export const keepKey = value => (value ? sessionStorage.setItem(STORED, value) : sessionStorage.removeItem(STORED));

let answered = null;

/** When the host answered last, by its own clock: that of a browser may be wrong. Null before it has. */
export const answeredAt = () => answered;

/** What the host answered when it refused or failed: its status, and a sentence to show. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Sends a request, with the key that this tab keeps or that one, and reads its JSON (null for an empty answer). Throws ApiError. */
export async function call(method, path, body, opener = key()) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: { 'x-requested-by': 'page', ...(opener ? { 'x-functions-key': opener } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiError(0, 'The host does not answer. Is it still running?');
  }
  answered = new Date(response.headers.get('date') ?? Date.now());
  const text = await response.text();
  if (response.ok) return text === '' ? null : JSON.parse(text);
  throw new ApiError(response.status, problem(text) ?? `The host answered ${response.status}.`);
}

function problem(text) {
  try {
    const { detail, title } = JSON.parse(text);
    return detail ?? title;
  } catch {
    return null;
  }
}
