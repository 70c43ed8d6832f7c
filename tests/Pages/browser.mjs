// A browser on the host that COMMERCE_HOST names, which watches for what a page must never do.
import { chromium } from 'playwright-core';
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';

export const { COMMERCE_HOST: host, COMMERCE_KEY: key } = process.env;

export const launch = () => chromium.launch({ executablePath: process.env.COMMERCE_CHROMIUM, args: ['--no-sandbox'] });

/** How long a page is waited for, in milliseconds: it ends what hangs, also where the machine is busy. How fast a page must be is said where it is promised. */
const PATIENCE = 120_000;

export async function contextOf(browser, options) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  return context;
}

/** Opens a page of the host in a window of its own and signs in; `complaints()` are console errors, failures of scripts, and requests to others. */
export async function open(browser, path, { width = 1400, height = 900, colorScheme = 'light', timezoneId = 'UTC', signIn = true } = {}) {
  const context = await contextOf(browser, { baseURL: host, viewport: { width, height }, colorScheme, timezoneId });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('request', request => {
    if (!request.url().startsWith(host)) complaints.push(`request to ${request.url()}`);
    if (request.url().includes(key)) complaints.push(`key in ${request.url()}`);
  });
  await page.goto(host + path);
  if (signIn) {
    await page.getByLabel('Key').fill(key);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }
  return { page, complaints, close: () => context.close() };
}

export const json = (body, status = 200) => route => route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(body) });

/** A page whose host answers `answers`: a pattern of addresses, and JSON or what handles the route. */
export async function mocked(browser, path, answers, how = {}) {
  const { page, complaints, close } = await open(browser, '/monitor', how);
  await page.waitForSelector('main[data-state=drawn]');
  for (const [pattern, answer] of answers) await page.route(pattern, typeof answer === 'function' ? answer : json(answer));
  await page.goto(path);
  await page.waitForSelector('main[data-state=drawn]');
  return { page, complaints, close };
}

/** Presses Tab until an element of that text or label has the focus, as a person without a mouse does. */
export async function tabTo(page, name) {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent);
    if (focused.trim().startsWith(name)) return;
  }
  assert.fail(`80 times Tab do not lead to '${name}'`);
}

/** No violation of accessibility rules that axe calls serious or critical, and nothing wider than the window. */
export async function assertUsable(page) {
  // Rows of a table are alike: three of each are looked at, since axe takes a minute for all.
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).exclude('.tabulator-row:nth-child(n+4)').analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(content <= window, `the page is ${content} px wide in a window of ${window} px`);
}
