// The page /dashboard in a browser. tests/EndToEnd starts the host on a lake with published tables and says what `query` finds in them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { assertUsable, host, key, launch, open } from './browser.mjs';

const figures = JSON.parse(readFileSync(process.env.COMMERCE_FIGURES, 'utf8'));
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const drawn = page => page.waitForSelector('main[data-state=drawn]', { timeout: 60_000 });

for (const [width, colorScheme] of [[1400, 'light'], [1400, 'dark'], [400, 'light']]) {
  test(`draws every panel, ${width} px wide, ${colorScheme}`, async () => {
    const { page, complaints, close } = await open(browser, '/dashboard', { width, colorScheme });
    await drawn(page);

    const states = await page.$$eval('[data-panel]', panels => panels.map(panel => panel.dataset.state));
    assert.equal(states.length, 33);
    assert.ok(states.every(state => state === 'drawn'), states.join());
    assert.deepEqual(complaints, []);
    await assertUsable(page);
    if (process.env.COMMERCE_SCREENSHOTS && width === 1400) await page.screenshot({ path: `${process.env.COMMERCE_SCREENSHOTS}/dashboard-${colorScheme}.png` });
    await close();
  });
}

test('shows the figures that `query` gives', async () => {
  const { page, close } = await open(browser, `/dashboard?var-service=theshop_brand&var-action=${figures.action}`);
  await drawn(page);

  for (const [title, rows] of Object.entries(figures.panels)) {
    const panel = page.locator('[data-panel]').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
    const shown = await panel.locator('tbody tr').evaluateAll(trs => trs.map(tr => [...tr.cells].map(td => td.textContent)));
    assert.deepEqual(shown, rows, title);
  }
  const stat = page.locator('[data-panel]').filter({ hasText: 'Clicks on the chosen action' });
  assert.deepEqual(await stat.locator('dd').allTextContents(), figures.clicks);
  await close();
});

test('asks anew for another service, keeps it in the address, and takes a link in a cell', async () => {
  const { page, complaints, close } = await open(browser, '/dashboard');
  await drawn(page);
  const ranking = () => page.locator('[data-panel]').filter({ hasText: 'Product ranking' }).locator('tbody').textContent();
  const before = await ranking();

  await page.getByRole('combobox', { name: 'Service' }).selectOption('theshop_pharmacy');
  await drawn(page);
  assert.notEqual(await ranking(), before);
  assert.match(page.url(), /var-service=theshop_pharmacy/);

  const category = page.locator('[data-panel]').filter({ hasText: 'Value by category' }).locator('td button').last();
  const name = await category.textContent();
  await category.click();
  await drawn(page);
  assert.equal(await page.getByRole('combobox', { name: 'Category' }).inputValue(), name);
  await page.reload();
  await drawn(page);
  assert.equal(await page.getByRole('combobox', { name: 'Service' }).inputValue(), 'theshop_pharmacy');
  assert.deepEqual(complaints, []);
  await close();
});

test('shows a hostile value as text, and says which panels it leaves empty', async () => {
  const hostile = `<img src=x onerror="document.title='taken'">'";\u{1F384}`;
  const { page, close } = await open(browser, `/dashboard?var-service=${encodeURIComponent(hostile)}&var-action=${encodeURIComponent(hostile)}`);
  await drawn(page);

  assert.equal(await page.getByRole('combobox', { name: 'Service' }).inputValue(), hostile);
  assert.equal(await page.locator('main img').count(), 0);
  assert.notEqual(await page.title(), 'taken');
  assert.match(await page.textContent('#state'), /could not be drawn/);
  assert.match(await page.locator('[data-state=failed] .error').first().textContent(), /does not exist/);
  await close();
});

test('shows nothing until a key opens the host, and forgets it with the tab', async () => {
  const { page, close } = await open(browser, '/dashboard', { signIn: false });
  await page.getByLabel('Key').fill('not a key');
  await page.getByLabel('Key').press('Enter');
  await page.getByText('That key opens nothing here').waitFor();
  assert.equal(await page.locator('[data-panel]').count(), 0);
  await assertUsable(page);

  await page.getByLabel('Key').fill(key);
  await page.getByLabel('Key').press('Enter');
  await drawn(page);
  const other = await page.context().newPage();
  await other.goto(`${host}/dashboard`);
  await other.getByLabel('Key').waitFor();
  await close();
});

test('leaves days without figures their place, names every hour, and draws lines above bars', async () => {
  const { page, close } = await open(browser, '/dashboard');
  await drawn(page);

  const seen = await page.evaluate(async () => {
    const { Chart } = await import('/pages/charts.js');
    const { barChart, timeSeries } = await import('/pages/dashboard/charts.js');
    const field = (name, type, numeric, config = {}) => ({ name, type, numeric, config });
    const panel = (type, options) => ({ title: 'x', type, options, fieldConfig: { defaults: {}, overrides: [] } });
    const chartIn = element => {
      document.querySelector('main').append(element);
      return Chart.getChart(element.querySelector('canvas'));
    };
    const days = chartIn(timeSeries(panel('timeseries', {}), {
      fields: [field('time', 'timestamp(3)', false), field('revenue', 'double', true)],
      rows: [['2026-03-27 00:00:00.000', 5], ['2026-03-30 00:00:00.000', 7]],
    }));
    const hours = chartIn(barChart(panel('barchart', { xField: 'hour' }), {
      fields: [field('hour', 'varchar', false), field('sessions', 'bigint', true), field('rate', 'double', true, { unit: 'percent' })],
      rows: Array.from({ length: 24 }, (_, i) => [String(i), i, i]),
    }));
    return {
      labels: days.data.labels, values: days.data.datasets[0].data,
      skipsHours: hours.options.scales.x.ticks.autoSkip, orders: hours.data.datasets.map(({ type, order }) => [type ?? 'bar', order]),
    };
  });

  assert.deepEqual(seen.labels, ['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30']);
  assert.deepEqual(seen.values, [5, null, null, 7]);
  assert.equal(seen.skipsHours, false);
  assert.deepEqual(seen.orders, [['bar', 1], ['line', 0]]);
  await close();
});
