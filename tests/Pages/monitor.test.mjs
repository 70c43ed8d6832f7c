// The page /monitor in a browser: a run that fails is started, looked at and rerun, as a person on call does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertUsable, launch, open } from './browser.mjs';

const { COMMERCE_AWS: aws, COMMERCE_AWS_KEY: awsKey, COMMERCE_AWS_SECRET: awsSecret } = process.env;
const SERVICE = 'theshop-pharmacy';
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const shown = page => page.waitForSelector('main[data-state=drawn]', { timeout: 60_000 });
const ended = (page, status) => page.waitForFunction(text => document.querySelector('.facts .status')?.textContent === text, status, { timeout: 120_000 });

async function faults(method, plan) {
  const response = await fetch(`${aws}/_localaws/faults`, {
    method, body: plan && JSON.stringify(plan),
    headers: { authorization: `Basic ${Buffer.from(`${awsKey}:${awsSecret}`).toString('base64')}`, 'content-type': 'application/json' },
  });
  assert.ok(response.ok, `${response.status} ${await response.text()}`);
}

test('starts a run, shows why a table failed, reruns it and watches it succeed', async () => {
  await faults('PUT', { seed: 1, rules: [{ fault: 'query_failure', operation: 'CREATE_TABLE_AS_SELECT', target: '*hourly_traffic*', message: '<b>the disk</b> is "full" \u{1F4BE}', category: 2, type: 1006, retryable: false }] });
  const { page, complaints, close } = await open(browser, '/monitor');
  await shown(page);
  await page.getByRole('button', { name: 'Start a run' }).click();
  await page.getByLabel('Services').fill(SERVICE);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.waitForURL(/run=commerce-/);
  await ended(page, 'failed');

  const failed = page.locator('tr', { hasText: 'hourly_traffic' });
  assert.match(await failed.locator('.error').textContent(), /<b>the disk<\/b> is "full" \u{1F4BE}/u);
  assert.equal(await page.locator('main b').count(), 0);
  await failed.locator('summary').click();
  assert.match(await failed.locator('pre').textContent(), /CREATE TABLE/);
  assert.equal(await page.locator('.timeline .span.failed').count(), 1);
  await assertUsable(page);

  await faults('DELETE');
  await page.getByRole('button', { name: 'Rerun failed tables' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rerun failed tables' }).click();
  await page.waitForURL(/run=commerce-[0-9-]+-\d+/);
  await ended(page, 'succeeded');
  assert.equal(await page.locator('tr[data-table]').count(), 1);
  assert.deepEqual(complaints, []);
  await close();
});

test('rolls one table of a service back after it has said what that does', async () => {
  const { page, complaints, close } = await open(browser, '/monitor?status=succeeded');
  await shown(page);
  await page.locator('tbody tr a').first().click();
  await ended(page, 'succeeded');
  await page.locator('section', { hasText: SERVICE }).getByRole('button', { name: 'Roll back' }).click();
  const dialog = page.getByRole('dialog');
  assert.match(await dialog.textContent(), /version before.*readers see the former rows at once.*no data is deleted now/);
  await dialog.getByLabel('Tables').selectOption('hourly_traffic');
  await assertUsable(page);
  await dialog.getByRole('button', { name: 'Roll back' }).click();

  await page.waitForURL(url => !url.search.includes('status'));
  await page.waitForFunction(() => document.querySelector('.facts')?.textContent.includes('rollback'), null, { timeout: 60_000 });
  await ended(page, 'succeeded');
  assert.equal(await page.locator('tr[data-table]').count(), 1);
  assert.match(await page.locator('tr[data-table]').textContent(), /RolledBack/);
  assert.deepEqual(complaints, []);
  await close();
});

test('filters the list by status, service and text, and leads to a table over the days', async () => {
  const { page, complaints, close } = await open(browser, '/monitor');
  await shown(page);
  const names = () => page.locator('tbody tr').evaluateAll(rows => rows.map(row => row.cells[1].textContent));
  assert.ok((await names()).length >= 3);

  await page.getByLabel('Status').selectOption('failed');
  await page.waitForFunction(() => [...document.querySelectorAll('tbody tr')].every(row => row.cells[1].textContent === 'failed'));
  assert.equal((await names()).length, 1);
  await page.getByLabel('Search').fill('no such run');
  await page.getByText('0 runs').waitFor();
  await page.getByLabel('Search').fill('');
  await page.getByLabel('Status').selectOption('');
  await page.getByLabel('Service').fill(SERVICE);
  await page.locator('tbody tr').nth(2).waitFor();

  await page.locator('tbody tr a').first().click();
  await shown(page);
  await page.getByRole('link', { name: 'hourly_traffic' }).click();
  await page.locator('canvas').waitFor();
  assert.ok((await page.locator('tbody tr').count()) >= 3);
  await assertUsable(page);
  assert.deepEqual(complaints, []);
  await close();
});

for (const [width, colorScheme] of [[400, 'light'], [1400, 'dark']]) {
  test(`is usable ${width} px wide, ${colorScheme}`, async () => {
    const { page, close } = await open(browser, '/monitor', { width, colorScheme });
    await shown(page);
    await assertUsable(page);
    await page.locator('tbody tr a').first().click();
    await page.locator('.timeline').waitFor();
    await assertUsable(page);
    await page.getByRole('button', { name: 'Purge' }).click();
    await assertUsable(page);
    await page.keyboard.press('Escape');
    assert.equal(await page.getByRole('dialog').count(), 0);
    await close();
  });
}

test('says so when there is no such run, and shows a hostile id as text', async () => {
  const { page, close } = await open(browser, `/monitor?run=${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
  await page.getByRole('alert').waitFor();
  assert.equal(await page.locator('main img').count(), 0);
  await page.getByRole('link', { name: 'All runs' }).click();
  await shown(page);
  await close();
});
