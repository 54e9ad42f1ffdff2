// Opens HTML files in Chromium, without a network and 320 pixels wide, in light and dark, and prints what axe finds.
const { chromium } = require("playwright-core");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

async function judge(browser, file, colorScheme) {
  // The files forbid all scripts; the judge's own must run.
  const context = await browser.newContext({ colorScheme, viewport: { width: 320, height: 640 }, offline: true, bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`file://${file}`);
  const faults = [];
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > 320) faults.push(`is ${width} pixels wide`);
  await page.addScriptTag({ path: require.resolve("axe-core") });
  const { violations } = await page.evaluate((rules) => axe.run({ runOnly: rules }), RULES);
  for (const { id, nodes } of violations) faults.push(`${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  await context.close();
  return faults.map((fault) => `${file} (${colorScheme}): ${fault}`);
}

async function main() {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
  const faults = [];
  for (const file of process.argv.slice(2)) {
    for (const scheme of ["light", "dark"]) faults.push(...(await judge(browser, file, scheme)));
  }
  await browser.close();
  faults.forEach((fault) => console.log(fault));
  console.log(`axe: ${process.argv.length - 2} files, ${faults.length} faults`);
  process.exit(faults.length > 0 || process.argv.length < 3 ? 1 : 0);
}

main();
