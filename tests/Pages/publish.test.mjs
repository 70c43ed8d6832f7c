// What the audit held is published by hand in a browser: one table, then all that are left. tests/EndToEnd starts the host on a lake with a held run.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertUsable, launch, open } from './browser.mjs';

const { COMMERCE_HELD_RUN: held, COMMERCE_HELD_TABLE: table } = process.env;
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test('publishes one held table, then the others, each with a run that says who asked', async () => {
  const { page, complaints, close } = await open(browser, `/monitor?run=${held}`);
  const publish = async choose => {
    await page.getByRole('button', { name: 'Publish held tables' }).click();
    const dialog = page.getByRole('dialog');
    await choose(dialog);
    await dialog.getByLabel('Who asks').fill('Kim');
    await assertUsable(page);
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.waitForURL(new RegExp(`run=${held}-\\d+`));
    await page.waitForFunction(() => document.querySelector('.facts .status')?.textContent === 'succeeded', undefined);
  };
  const facts = () => page.locator('.facts').textContent();

  await publish(dialog => dialog.getByLabel('Tables').selectOption(table));
  assert.match(await facts(), new RegExp(`publishes held tables of${held}asked byKim`));
  assert.equal(await page.locator('tr[data-table]').count(), 1);

  await page.getByRole('link', { name: held, exact: true }).click();
  await page.getByText('published by hand with').waitFor();
  await publish(async dialog => assert.equal(await dialog.getByLabel('Tables').inputValue(), ''));
  assert.equal(await page.locator('tr[data-table]').count(), 1);

  await page.getByRole('link', { name: held, exact: true }).click();
  await page.getByText('mended by').waitFor();
  assert.deepEqual(complaints, []);
  await close();
});
