// The page /monitor in a browser: a run that fails is started, looked at and rerun, as a person on call does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertUsable, launch, open, tabTo } from './browser.mjs';

const { COMMERCE_AWS: aws, COMMERCE_AWS_KEY: awsKey, COMMERCE_AWS_SECRET: awsSecret } = process.env;
const SERVICE = 'theshop-pharmacy';
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const shown = page => page.waitForSelector('main[data-state=drawn]');
const ended = (page, status) => page.waitForFunction(text => document.querySelector('.facts .status')?.textContent === text, status);

async function faults(method, plan) {
  const response = await fetch(`${aws}/_localaws/faults`, {
    method, body: plan && JSON.stringify(plan),
    headers: { authorization: `Basic ${Buffer.from(`${awsKey}:${awsSecret}`).toString('base64')}`, 'content-type': 'application/json' },
  });
  assert.ok(response.ok, `${response.status} ${await response.text()}`);
}

const failing = (more = {}) => ({ fault: 'query_failure', operation: 'CREATE_TABLE_AS_SELECT', target: '*hourly_traffic*', category: 2, type: 1006, retryable: false, ...more });

test('with the keyboard alone: starts a run, finds it failed, sees why, reruns it and watches it succeed', async () => {
  await faults('PUT', { seed: 1, rules: [failing({ message: '<b>the disk</b> is "full" \u{1F4BE}' })] });
  const { page, complaints, close } = await open(browser, '/monitor');
  const press = async (name, key = 'Enter') => { await tabTo(page, name); await page.keyboard.press(key); };
  await shown(page);
  await press('Start a run');
  await tabTo(page, 'Services');
  await page.keyboard.type(SERVICE);
  await page.keyboard.press('Enter');
  await page.waitForURL(/run=commerce-/);
  const id = new URL(page.url()).searchParams.get('run');
  await ended(page, 'failed');

  await press('← All runs');
  await page.getByText('2 runs').waitFor();
  // The pharmacy's night is of one failed table; the brand has none tonight.
  assert.match(await page.locator('.tonight').textContent(), /Failed.*6 of 14 tables current/s);
  const square = page.getByRole('link', { name: `${SERVICE} hourly_traffic, ${id.slice(9, 19)}: failed` });
  assert.equal(await square.getAttribute('href'), `/monitor?run=${id}`);
  await press('Skip to the content');
  await press(id);
  await page.getByText('Why a table failed').waitFor();
  assert.match(await page.locator('.cause').textContent(), /<b>the disk<\/b> is "full" \u{1F4BE}.*What to do: /u);
  assert.equal(await page.locator('main b').count(), 0);
  assert.equal(await page.locator('.timeline .span.failed').count(), 1);
  const failed = page.locator('tr', { hasText: 'hourly_traffic' });
  await press(`${SERVICE} hourly_traffic`);
  await press('query');
  assert.match(await failed.locator('pre').textContent(), /CREATE TABLE/);
  await assertUsable(page);

  await faults('DELETE');
  await press('Skip to the content');
  await press('Rerun failed tables');
  assert.match(await page.getByRole('dialog').textContent(), /just the tables that failed/);
  await press('Rerun failed tables');
  await page.waitForURL(/run=commerce-[0-9-]+-\d+/);
  await ended(page, 'succeeded');
  assert.equal(await page.locator('tr[data-table]').count(), 1);
  assert.deepEqual(complaints, []);
  await close();
});

test('shows queries while they run, a second attempt, and a run that waits for another', async () => {
  const rules = [failing({ message: 'a worker was lost', category: 1, type: 401, retryable: true, count: 1 }), { fault: 'query_delay', operation: 'CREATE_TABLE_AS_SELECT', seconds: 3 }];
  await faults('PUT', { seed: 1, rules });
  const { page, complaints, close } = await open(browser, '/monitor');
  await shown(page);
  const start = async (fill = async () => {}) => {
    await page.goto('/monitor');
    await page.getByRole('button', { name: 'Start a run' }).click();
    await page.getByLabel('Services').fill(SERVICE);
    await fill();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.waitForURL(/run=commerce-/);
    return page.url();
  };
  const first = await start();
  const running = page.locator('tr[data-table]', { hasText: 'running' }).first();
  await running.locator('summary').click();
  await running.locator('pre', { hasText: 'CREATE TABLE' }).waitFor();
  await page.getByText(/quer(y|ies) in Athena/).waitFor();

  await start(async () => {
    await page.getByLabel('Execution date').fill(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10));
    await page.getByLabel('later data').check();
  });
  await page.getByText(/waits for commerce-\S+ to end/).waitFor();
  await page.locator('.timeline .span.turn').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await ended(page, 'cancelled');

  await page.goto(first);
  await ended(page, 'succeeded');
  const twice = page.locator('tr', { hasText: 'hourly_traffic' });
  assert.match(await twice.textContent(), /attempt 1, failed: query.*attempt 2, succeeded: query/s);
  assert.equal(await page.locator('.timeline .span.failed').count(), 0);
  assert.match(await page.locator('.timeline .span.retried').getAttribute('title'), /a worker was lost/);
  await faults('DELETE');
  assert.deepEqual(complaints, []);
  await close();
});

test('the start dialog offers the known shops one after another, and says what was meant by a misspelt one', async () => {
  const { page, complaints, close } = await open(browser, '/monitor');
  await shown(page);
  await page.getByRole('button', { name: 'Start a run' }).click();
  const offered = () => page.locator('#known-services option').evaluateAll(options => options.map(option => option.value));
  await page.locator('#known-services option').nth(1).waitFor({ state: 'attached' });
  assert.deepEqual((await offered()).slice(0, 2), ['theshop-brand', 'theshop-pharmacy']);
  await page.getByLabel('Services').fill('theshop-brand, th');
  assert.deepEqual((await offered()).slice(0, 1), ['theshop-brand, theshop-pharmacy']);

  await page.getByLabel('Services').fill('theshop-brnad');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('alert').getByText(/There is no service theshop-brnad: .*The nearest known names: theshop-brand/).waitFor();
  await assertUsable(page);
  assert.equal(complaints.filter(complaint => !complaint.includes('400')).length, 0, complaints.join());
  await close();
});

test('rolls one table of a service back after it has said what that does', async () => {
  const { page, complaints, close } = await open(browser, '/monitor?status=succeeded');
  await shown(page);
  await page.locator('.runs tbody tr a').first().click();
  await ended(page, 'succeeded');
  await page.locator('section', { hasText: SERVICE }).getByRole('button', { name: 'Roll back' }).click();
  const dialog = page.getByRole('dialog');
  assert.match(await dialog.textContent(), /version before.*readers see the former rows at once.*no data is deleted now/);
  await dialog.getByLabel('Tables').selectOption('hourly_traffic');
  await assertUsable(page);
  await dialog.getByRole('button', { name: 'Roll back' }).click();

  await page.waitForURL(url => !url.search.includes('status'));
  await page.waitForFunction(() => document.querySelector('.facts')?.textContent.includes('rollback'), null);
  await ended(page, 'succeeded');
  assert.equal(await page.locator('tr[data-table]').count(), 1);
  assert.match(await page.locator('tr[data-table]').textContent(), /RolledBack/);
  assert.deepEqual(complaints, []);
  await close();
});

test('filters the list by status, service and text, and leads to a table over the days', async () => {
  const { page, complaints, close } = await open(browser, '/monitor');
  await shown(page);
  const names = () => page.locator('.runs tbody tr').evaluateAll(rows => rows.map(row => row.cells[2].firstChild.textContent));
  assert.ok((await names()).length >= 3);

  await page.getByLabel('Status').selectOption('failed');
  await page.waitForFunction(() => [...document.querySelectorAll('.runs tbody tr')].every(row => row.cells[2].firstChild.textContent === 'failed'));
  assert.equal((await names()).length, 1);
  assert.match(await page.locator('.runs tbody tr td').nth(2).textContent(), /mended by commerce-/);
  await page.getByLabel('Search', { exact: true }).fill('no such run');
  await page.getByText('0 runs').waitFor();
  await page.getByLabel('Search', { exact: true }).fill('');
  await page.getByLabel('Status').selectOption('');
  await page.getByLabel('Service', { exact: true }).fill(SERVICE);
  await page.locator('.runs tbody tr').nth(2).waitFor();

  await page.locator('.runs tbody tr a').first().click();
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
    await page.locator('.runs tbody tr a').first().click();
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

test('ends a table red that was not published, though its query succeeded', async () => {
  const { page, close } = await open(browser, '/monitor');
  await shown(page);

  const kinds = await page.evaluate(async () => {
    const { timeline } = await import('/pages/monitor/timeline.js');
    const at = second => `2026-03-29T04:00:${String(second).padStart(2, '0')}Z`;
    const table = (query_type, status) => ({
      query_type, status, error: status === 'failed' ? { message: 'no' } : null,
      steps: { ended_at: at(9), attempts: [{ number: 1, query_execution_id: query_type, asked_at: at(1), submitted_at: at(2), ended_at: at(6), end: 'succeeded' }] },
    });
    const report = { started_at: at(0), finished_at: at(10), status: 'failed', services: [{ service_name: 's', tables: [table('kept', 'failed'), table('shown', 'published')] }] };
    const lanes = [...timeline(report, null, new Map()).querySelectorAll('.lane:not(.head)')].slice(1);
    return lanes.map(lane => lane.querySelector('.span:last-child').className);
  });

  assert.deepEqual(kinds.sort(), ['span checks', 'span failed']);
  await close();
});

test('a run whose overview fails says why and what to do, on its page and on the first screen', async () => {
  await faults('PUT', { seed: 1, rules: [failing({ target: '*_overview_*', message: 'no right to write' })] });
  const { page, complaints, close } = await open(browser, '/monitor');
  await shown(page);
  assert.match(await page.locator('.next').textContent(), /^Next run: .* for the night of \d{4}-\d\d-\d\d \(days to \d{4}-\d\d-\d\d\)$/);
  await page.getByRole('button', { name: 'Start a run' }).click();
  await page.getByLabel('Services').fill(SERVICE);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.waitForURL(/run=commerce-/);
  await ended(page, 'failed');
  const told = /no right to write.*What to do: .{20,}/s;
  assert.match(await page.locator('.cause').textContent(), told);
  await page.getByRole('link', { name: '← All runs' }).click();
  await page.locator('.tonight .overview').waitFor();
  assert.match(await page.locator('.tonight .overview').textContent(), told);
  await assertUsable(page);
  await faults('DELETE');
  assert.deepEqual(complaints, []);
  await close();
});
