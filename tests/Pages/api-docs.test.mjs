// The page of the HTTP API: it shows every address, tries one out, and asks nobody but its own host.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { host, key, launch, open } from './browser.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test('the root leads to the pages, and they lead to the API', async () => {
  const { page, close } = await open(browser, '/', { signIn: false });
  assert.equal(page.url(), `${host}/monitor`);
  await page.getByRole('link', { name: 'API' }).click();
  await page.waitForURL(`${host}/api-docs**`);
  await close();
});

test('the page shows what is described, and nothing is asked of others or refused by its policy', async () => {
  const { page, complaints, close } = await open(browser, '/api-docs', { signIn: false });
  await page.getByText('Start a run').first().waitFor();
  const described = await (await page.request.get('/pages/openapi.json')).json();
  for (const { name } of described.tags) await page.getByText(name, { exact: true }).first().waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('the open description is the one that the API gives with a key', async () => {
  const open = await (await fetch(`${host}/pages/openapi.json`)).text();
  const refused = await fetch(`${host}/api/openapi.json`);
  const own = await (await fetch(`${host}/api/openapi.json`, { headers: { 'x-functions-key': key } })).text();
  assert.equal(refused.status, 401);
  assert.equal(own, open);
});
