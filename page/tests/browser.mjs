// A browser for the tests: Debian's Chromium, without the network, and checks that every page must stand.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const QUIET = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"];

export async function start() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-sync", ...QUIET],
  });
}

/** Opens a page; whatever it complains of, or asks of the network, fails the test at `done`. */
export async function open(browser, url, options = {}) {
  const { offline = true, ...more } = options;
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: "en-GB", ...more });
  await context.setOffline(offline);
  const page = await context.newPage();
  const bad = [];
  page.on("pageerror", (error) => bad.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) bad.push(`console: ${message.text()}`);
  });
  const own = new URL(url);
  page.on("request", (request) => {
    const asked = new URL(request.url());
    const isOwn = asked.protocol === own.protocol && asked.host === own.host;
    const isInside = ["blob:", "data:"].includes(asked.protocol);
    const isAllowed = own.protocol === "file:" ? request.url() === url : isOwn;
    if (!isInside && !isAllowed) bad.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  await page.waitForSelector("html[data-ready]", { timeout: 60_000 });
  const done = async () => {
    assert.deepEqual(bad, []);
    await context.close();
  };
  return { page, context, bad, done };
}

/** No violation of WCAG 2.2 AA that a program can find. */
export async function accessible(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
    }),
  );
  const violations = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
  assert.deepEqual(violations, [], `${what} is not accessible`);
}

/** Waits until the text has been judged and everything in sight is drawn. */
export async function settled(page) {
  let before = "";
  for (let same = 0; same < 4; ) {
    await page.waitForTimeout(120);
    const now = await page.evaluate(() => document.querySelector("#state-line").textContent + document.querySelector("#sheets").innerHTML.length);
    same = now === before ? same + 1 : 0;
    before = now;
  }
}

/** The bytes of the file that the page saves when `act` is done. */
export async function saved(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 60_000 }), act()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Drops files of the disk on the page. */
export async function drop(page, files) {
  const data = files.map(({ name, bytes }) => ({ name, bytes: bytes.toString("base64") }));
  const transfer = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, bytes } of files) {
      const letters = atob(bytes);
      transfer.items.add(new File([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))], name));
    }
    return transfer;
  }, data);
  await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}
