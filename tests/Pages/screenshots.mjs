// Writes the pictures of the README: `serve` on a lake with a night that went well and one on which a table failed. Run by the script `screenshots`.
import { launch, open } from './browser.mjs';

const folder = process.env.COMMERCE_SCREENSHOTS;
const browser = await launch();

async function picture(name, path, { height, ready = async () => {}, ...how }) {
  const { page, complaints, close } = await open(browser, path, { width: 1400, height, ...how });
  await page.waitForSelector('main[data-state=drawn]');
  await ready(page);
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: `${folder}/${name}.png` });
  await close();
  if (complaints.length > 0) throw new Error(`${name}: ${complaints.join('\n')}`);
}

try {
  const run = `/monitor?run=${process.env.COMMERCE_RUN}`;
  await picture('monitor', run, { height: 1080, ready: page => page.locator('.timeline').waitFor() });
  await picture('dashboard', '/dashboard?var-service=theshop_brand', { height: 1100 });
  if (process.env.COMMERCE_ALL_LOOKS) {
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [400, 1400]) {
        // As high as the page: what is out of sight is drawn once it comes into sight.
        const how = { width, height: width === 400 ? 6000 : 4000, colorScheme };
        await picture(`monitor-list-${width}-${colorScheme}`, '/monitor', how);
        await picture(`monitor-run-${width}-${colorScheme}`, run, how);
        await picture(`monitor-table-${width}-${colorScheme}`, '/monitor?service=theshop-brand&table=hourly_traffic', how);
        await picture(`dashboard-${width}-${colorScheme}`, '/dashboard?var-service=theshop_brand', { ...how, height: width === 400 ? 14000 : 9000 });
      }
    }
  }
} finally {
  await browser.close();
}
