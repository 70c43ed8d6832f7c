// What every suite needs: a client of the endpoint that the environment names, and ways to expect a refusal.
import assert from 'node:assert/strict';
import { after } from 'node:test';

export const region = process.env.AWS_REGION;
export const endpoint = process.env.AWS_ENDPOINT_URL;

const clients = [];

// One attempt: a retry would hide a refusal that should not be there.
export function client(Client, options = {}) {
  clients.push(new Client({ region, endpoint, maxAttempts: 1, ...options }));
  return clients.at(-1);
}

// Open connections would keep the process.
after(() => clients.forEach(one => one.destroy()));

/** Expects the call to be refused with the code and, where given, a part of the message. */
export async function refused(call, code, part = '') {
  const error = await call.then(
    answer => assert.fail(`was not refused: ${JSON.stringify(answer)}`),
    e => e);
  assert.equal(error.name, code, error.message);
  assert.ok(error.message.includes(part), error.message);
  return error;
}

/** All items of a paginator's pages. */
export async function all(pages, member) {
  const items = [];
  for await (const page of pages) items.push(...(page[member] ?? []));
  return items;
}

let next = 0;
/** A name that no other case of this process has. */
export const fresh = prefix => `${prefix}${process.pid}x${++next}`;
