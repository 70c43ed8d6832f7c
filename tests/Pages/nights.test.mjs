// The first screen of /monitor, on nights that are made up: docs/try/pages.md says what must be seen in five seconds and done in five minutes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertUsable, json, launch, mocked, tabTo } from './browser.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const TYPES = ['button_interaction', 'hourly_traffic', 'product_ranking', 'category_performance', 'search_analytics', 'purchase_analytics', 'navigation_flow'];
const NIGHTS = Array.from({ length: 35 }, (_, i) => new Date(Date.UTC(2026, 1, 23 + i)).toISOString().slice(0, 10));
const LAST = NIGHTS.at(-1);
const run = night => `commerce-${night}`;

/** A view of nights that all went well, but for what `cells` says of the last nights of `service type`. */
function view({ services = ['theshop-brand', 'theshop-pharmacy'], cells = {}, ...more } = {}) {
  const all = services.length * TYPES.length;
  const bad = Object.values(cells).filter(text => !text.endsWith('p')).length;
  return {
    as_of: '2026-03-29T04:20:00Z', night: { date: LAST, state: 'ok', run_id: run(LAST), started_at: '2026-03-29T04:00:00Z', line: `${all} of ${all} tables published; report: s3://b/r.json` },
    next_due: '2026-03-30T04:00:00Z', next_night: '2026-03-30', tables: { all, current: all - bad, behind: [] }, held: [], nights: NIGHTS, runs: NIGHTS.map(run),
    services: services.map(service => ({
      service_name: service, tables: TYPES.map(query_type => {
        const last = cells[`${service} ${query_type}`] ?? '';
        const letters = '.....'.padEnd(NIGHTS.length - last.length, 'p') + last;
        return { query_type, cells: letters, runs: [...letters].map((letter, i) => ('.m'.includes(letter) ? -1 : i)) };
      }),
    })),
    ...more,
  };
}

const runs = { runs: [{ run_id: run(LAST), execution_date: LAST, status: 'failed', kind: 'night', started_at: '2026-03-29T04:00:00Z', finished_at: '2026-03-29T04:01:00Z', line: '1 of 14 tables failed: AccessDenied: theshop_brand_commerce_hourly_traffic_summary; report: s3://b/r.json', services: ['theshop-brand'], tables: 14, published: 13, failed: 1, data_scanned_bytes: 1000, estimated_cost_usd: 0.00001, rerun_of: null, publication_of: null, mended_by: null }], next: null };
const shown = (of, how = {}, more = []) => mocked(browser, '/monitor', [['**/pages/monitor/nights', of], ['**/api/runs?*', runs], ['**/api/backfills', { backfills: [] }], ...more], how);

const failed = (status = 'failed') => view({ night: { date: LAST, state: 'failed', run_id: run(LAST), run_status: status, started_at: '2026-03-29T04:00:00Z', line: runs.runs[0].line }, cells: { 'theshop-brand hourly_traffic': 'f' } });
const finding = { code: 'TableShrank', severity: 'hold', figure: 12, usual: 480.5, days: ['2026-03-28', '2026-03-27', '2026-03-26'], message: 'total_clicks adds up to 12; usual is 480.5.', advice: 'Look at the log of 2026-03-28.' };
const held = () => view({
  night: { date: LAST, state: 'held', run_id: run(LAST), started_at: '2026-03-29T04:00:00Z', line: '1 of 14 tables held: TableShrank: theshop_brand_commerce_button_interaction_summary' },
  cells: { 'theshop-brand button_interaction': 'phhh' },
  held: [{ run_id: run(LAST), service_name: 'theshop-brand', query_type: 'button_interaction', table: 'theshop_brand_commerce_button_interaction_summary', since: '2026-03-27', nights: 3, shown_night: '2026-03-26', finding }],
});

/** What a person sees without scrolling. */
const seen = page => page.evaluate(() => {
  const inside = element => { const { top, bottom } = element.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; };
  return [...document.querySelectorAll('.verdict, .tonight p, h2')].filter(inside).map(element => element.textContent).join('\n');
});

test('in five seconds: a good night is OK, all tables are current, and when the next run is and for which night', async () => {
  const { page, complaints, close } = await shown(view());
  const text = await seen(page);
  assert.match(text, /✓ OK\nNight of 2026-03-29: 14 of 14 tables current\nNext run: 2026-03-30 04:00 UTC.*, in 23 h 40 min, for the night of 2026-03-30 \(days to 2026-03-29\)/);
  assert.match(text, /The last 35 nights/);
  assert.equal(await page.locator('a.night.p').count(), (14 + 2) * 30);
  assert.deepEqual(complaints, []);
  await close();
});

test('in five seconds: a failed night is red, names cause and tables, and leads to its run', async () => {
  const { page, close } = await shown(failed());
  assert.match(await seen(page), /✕ Failed\nNight of 2026-03-29: 13 of 14 tables current\n.*\ncommerce-2026-03-29: 1 of 14 tables failed: AccessDenied: theshop-brand hourly_traffic$/m);
  assert.equal(await page.locator('.verdict').evaluate(one => getComputedStyle(one).color), 'rgb(198, 47, 47)');
  const square = page.getByRole('link', { name: `theshop-brand hourly_traffic, ${LAST}: failed` });
  assert.equal(await square.textContent(), '✕');
  assert.equal(await square.getAttribute('href'), `/monitor?run=${run(LAST)}`);
  await close();
});

test('in five minutes: once the cause is mended, the failed tables are run again from the first screen', async () => {
  const asked = [];
  const { page, close } = await shown(failed(), {}, [['**/api/runs/*/rerun', route => { asked.push(`${route.request().method()} ${new URL(route.request().url()).pathname}`); return route.fulfill({ status: 202, json: { id: `${run(LAST)}-2` } }); }]]);
  await page.getByLabel('Tonight').getByRole('button', { name: 'Rerun failed tables' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rerun failed tables' }).click();
  await page.waitForURL(`**/monitor?run=${run(LAST)}-2`);
  assert.deepEqual(asked, [`POST /api/runs/${run(LAST)}/rerun`]);
  await close();
  const cancelled = await shown(failed('cancelled'));
  await cancelled.page.locator('.verdict').waitFor();
  assert.equal(await cancelled.page.getByRole('button', { name: 'Rerun failed tables' }).count(), 0, 'a cancelled run has no failed table');
  await cancelled.close();
});

test('in five seconds: a night whose overview failed says of what, and what to do', async () => {
  const overview = { code: 'AccessDenied', message: 'pipeline_overview could not be published.', advice: 'Allow glue:UpdateTable.' };
  const line = '14 of 14 tables published; the overview failed: AccessDenied: pipeline_overview; report: s3://b/r.json';
  const { page, close } = await shown(view({ night: { date: LAST, state: 'failed', run_id: run(LAST), started_at: '2026-03-29T04:00:00Z', line, overview } }));
  assert.match(await seen(page), /✕ Failed\n.*\n.*\n.*the overview failed: AccessDenied: pipeline_overview\nAccessDenied of the overview: pipeline_overview could not be published\.\nWhat to do: Allow glue:UpdateTable\.$/m);
  await page.locator('.tonight').getByText('More about AccessDenied').click();
  await page.locator('.advice').getByText('The role lacks a right.').waitFor();
  await close();
});

test('says when it was updated, by the clock of the host and in UTC, and no later while the host does not answer', async () => {
  const clock = date => ['**/api/runs?*', route => route.fulfill({ json: runs, headers: { date } })];
  const answers = [clock('Sun, 29 Mar 2026 04:20:30 GMT'), ['**/pages/monitor/nights', route => route.fulfill({ json: view(), headers: { date: 'Sun, 29 Mar 2026 04:20:30 GMT' } })], ['**/api/backfills', route => route.fulfill({ json: { backfills: [] }, headers: { date: 'Sun, 29 Mar 2026 04:20:31 GMT' } })]];
  const { page, close } = await mocked(browser, '/monitor', answers, { timezoneId: 'Asia/Seoul' });
  const told = page.locator('.updated');
  assert.equal(await told.textContent(), 'Updated at 04:20 UTC');
  await page.route('**/api/runs?*', route => route.abort());
  await page.locator('.stale').getByText('What is shown is of 2026-03-29 04:20:31 UTC').waitFor();
  assert.equal(await told.textContent(), 'Updated at 04:20 UTC');
  await close();
});

for (const [state, more, words] of [
  ['late', { run_id: null, started_at: null, line: null }, /! Late.*did not begin in time/s],
  ['held', { line: '14 of 14 tables held: EventsRepeated' }, /H Held.*commerce-2026-03-29: 14 of 14 tables held: EventsRepeated/s],
  ['running', { line: 'batch 2 of theshop-brand: 2 queries run' }, /… Running.*commerce-2026-03-29, since 2026-03-29 04:00 UTC.*: batch 2 of theshop-brand/s],
]) {
  test(`in five seconds: a night that is ${state} says so`, async () => {
    const { page, close } = await shown(view({ night: { date: LAST, state, run_id: run(LAST), started_at: '2026-03-29T04:00:00Z', ...more } }));
    assert.match(await seen(page), words);
    await close();
  });
}

test('in five minutes: a held table shows its finding, and is published from there', async () => {
  const sent = [];
  const publish = ['**/api/runs/*/publish', route => { sent.push([route.request().url(), route.request().postDataJSON()]); return json({ id: `${run(LAST)}-2` })(route); }];
  const { page, close } = await shown(held(), {}, [publish]);
  const card = await page.locator('.card.held').textContent();
  assert.match(card, /^TableShrank total_clicks adds up to 12; usual is 480\.5\.What to do: Look at the log of 2026-03-28\./);
  const cells = await page.locator('.card.held tbody td').allTextContents();
  assert.deepEqual(cells.slice(0, 6), ['theshop-brand button_interaction', '12', '480.50', '2026-03-28, 2026-03-27, 2026-03-26', '3 nights in a row, since 2026-03-27', 'the night of 2026-03-26']);
  await page.getByRole('button', { name: 'Publish held tables' }).click();
  await assertUsable(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(url => url.search === `?run=${run(LAST)}-2`);
  assert.deepEqual(sent.map(([url, body]) => [new URL(url).pathname, body]), [[`/api/runs/${run(LAST)}/publish`, { tables: ['theshop_brand_commerce_button_interaction_summary'] }]]);
  await close();
});

test('with the keyboard alone: one Tab stop for all squares, arrows go from one to the next and pass over empty places', async () => {
  const { page, close } = await shown(failed());
  await tabTo(page, `theshop-brand, ${LAST}: failed`);
  const where = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  for (const [key, expected] of [['ArrowDown', `theshop-brand button_interaction, ${LAST}: published`], ['ArrowDown', `theshop-brand hourly_traffic, ${LAST}: failed`], ['ArrowLeft', `theshop-brand hourly_traffic, ${NIGHTS[33]}: published`], ['ArrowRight', `theshop-brand hourly_traffic, ${LAST}: failed`], ['ArrowRight', `theshop-brand hourly_traffic, ${LAST}: failed`]]) {
    await page.keyboard.press(key);
    assert.equal(await where(), expected, key);
  }
  await page.keyboard.press('Tab');
  assert.doesNotMatch((await where()) ?? '', /published|failed/);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(url => url.search === `?run=${run(LAST)}`);
  await close();
});

test('many shops are folded: each shows its worst table, and opens at a press', async () => {
  const services = Array.from({ length: 50 }, (_, i) => `shop-${i + 1}`);
  const { page, close } = await shown(view({ services, cells: { 'shop-7 search_analytics': 'hf' } }));
  assert.equal(await page.locator('.nights tbody tr').count(), 50);
  assert.equal(await page.getByRole('link', { name: `shop-7, ${LAST}: failed` }).count(), 1);
  assert.equal(await page.getByRole('link', { name: `shop-7, ${NIGHTS[33]}: held` }).count(), 1);
  await page.getByRole('button', { name: 'shop-7', exact: false }).first().click();
  assert.equal(await page.locator('.nights tbody tr').count(), 57);
  await close();
});

test('a long name can be read whole, on a phone too', async () => {
  const service = 'a-shop-whose-name-is-as-long-as-any-name-may-be-in-the-pipeline';
  for (const width of [400, 1400]) {
    const { page, close } = await shown(view({ services: [service] }), { width });
    const names = page.locator('.nights tbody .name');
    assert.equal(await names.first().locator('button').getAttribute('title'), service);
    assert.equal(await names.nth(1).locator('a').getAttribute('title'), TYPES[0]);
    assert.deepEqual(await names.evaluateAll(all => all.flatMap(one => [one, one.firstElementChild]).filter(one => one.scrollWidth > one.clientWidth && one.clientWidth > 0).map(one => one.textContent)), []);
    await close();
  }
});

test('a night that is missing leads to what else ran for its date', async () => {
  const { page, close } = await shown(view({ cells: { 'theshop-brand hourly_traffic': 'mp' } }));
  const square = page.getByRole('link', { name: `theshop-brand hourly_traffic, ${NIGHTS[33]}: missing` });
  assert.equal(await square.getAttribute('href'), `/monitor?from=${NIGHTS[33]}&to=${NIGHTS[33]}`);
  await close();
});

test('nights that cannot be read do not hide the runs', async () => {
  const { page, close } = await shown(json({ detail: 'S3 does not answer.' }, 502));
  assert.match(await page.locator('.first').textContent(), /How tonight is cannot be told: S3 does not answer\./);
  assert.match(await page.locator('.runs tbody tr').textContent(), /nightly.*1 of 14 tables failed: AccessDenied: theshop-brand hourly_traffic$/);
  await close();
});

test('nights that could not be read once are shown again with the next answer', async () => {
  let asked = 0;
  // While a run goes on the page asks every few seconds.
  const going = ['**/api/runs?*', { ...runs, runs: [{ ...runs.runs[0], status: 'running', finished_at: null }] }];
  const { page, close } = await shown(route => (++asked === 2 ? json({ detail: 'S3 does not answer.' }, 502) : json(view()))(route), {}, [going]);
  await page.getByText('How tonight is cannot be told').waitFor();
  await page.locator('.verdict').getByText('✓ OK').waitFor({ timeout: 30_000 });
  assert.equal(await page.getByText('How tonight is cannot be told').count(), 0);
  await close();
});

test('is usable 400 and 1400 px wide, light and dark, on a night of every kind', async () => {
  const bad = held();
  bad.services[1].tables[0].cells = `${'.'.repeat(27)}pgbmchfp`;
  for (const width of [400, 1400]) {
    for (const colorScheme of ['light', 'dark']) {
      const { page, close } = await shown(bad, { width, colorScheme });
      await assertUsable(page);
      await close();
    }
  }
});
