// What the tests of the dashboard share.
import { open } from './browser.mjs';

export const drawn = page => page.waitForSelector('main[data-state=drawn]');

export const panelOf = (page, title) => page.locator('[data-panel]').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

/** The texts of a table's cells, whether Tabulator or the page drew it. */
export const rowsOf = panel => panel.locator('tbody tr, .tabulator-row').evaluateAll(rows => rows.map(row => [...(row.cells ?? row.querySelectorAll('.tabulator-cell'))].map(one => one.textContent)));

/** The dashboard without a single row: for what needs the page and none of the shop's figures. */
export async function bare(browser) {
  const opened = await open(browser, '/monitor');
  await drawn(opened.page);
  const none = { columns: [{ name: 'x', type: 'bigint' }], rows: [], truncated: false };
  await opened.page.route('**/pages/dashboard/panels/*', route => route.fulfill({ json: none }));
  await opened.page.goto('/dashboard');
  await drawn(opened.page);
  return opened;
}
