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

/**
 * No test takes this long, in milliseconds: one that does waits for what will not come, such as an answer of a lost
 * browser. A machine with much other work needs more seconds, $LONGEST.
 */
const LONGEST = Number(process.env.LONGEST ?? 300) * 1000;

/** What the promise gives, or an error where that takes too long. */
function inTime(promise, milliseconds = LONGEST) {
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`not done after ${milliseconds / 1000} seconds`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Ends a browser, or leaves one that does not answer. */
async function end(browser) {
  await inTime(browser.close(), 10_000).catch((error) => console.log(`the browser does not end: ${error.message}`));
}

/** Runs the tests whose names hold $ONLY, and says how many failed. After a failure the next one gets a new browser. */
export async function run(tests, after = () => {}) {
  const wanted = Object.entries(tests).filter(([name]) => name.includes(process.env.ONLY ?? ""));
  assert.ok(wanted.length > 0, `no test has ${process.env.ONLY} in its name`);
  let failed = 0;
  let browser = await inTime(start());
  for (const [name, test] of wanted) {
    const begun = performance.now();
    try {
      await inTime(test(browser));
      console.log(`ok      ${name} (${Math.round(performance.now() - begun)} ms)`);
    } catch (error) {
      failed++;
      console.log(`FAILED  ${name}\n${error.stack}`);
      await end(browser);
      browser = await inTime(start());
    }
    after();
  }
  await end(browser);
  return failed;
}

/** Opens a page; whatever it complains of, or asks of the network, fails the test at `done`. */
export async function open(browser, url, options = {}) {
  const { offline = true, ...more } = options;
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: "en-GB", reducedMotion: "reduce", ...more });
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
  for (let quiet = 0; quiet < 3; quiet++) {
    await page.waitForTimeout(100);
    await page.waitForFunction(() => document.documentElement.dataset.work !== "busy", undefined, { timeout: 60_000 });
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

/** How much time of the processor a browser and all its processes have taken so far, in milliseconds. */
export async function processor(browser) {
  return (await processes(browser)).reduce((sum, { cpuTime }) => sum + cpuTime, 0) * 1000;
}

/** The memory of the largest page of a browser, in megabytes. */
export async function memory(browser) {
  const pages = (await processes(browser)).filter(({ type }) => type === "renderer");
  const sizes = pages.map(({ id }) => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, "utf8"))[1]));
  return Math.max(...sizes) / 1000;
}

async function processes(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo;
}

/** Writes letters at the place of the editor, one after the other; of each the milliseconds until its page is drawn. */
export async function typed(page, letters) {
  return page.evaluate(async (letters) => {
    const times = [];
    for (const letter of letters) {
      const start = performance.now();
      const drawn = new Promise((done) => {
        new MutationObserver((_, observer) => {
          observer.disconnect();
          // A task behind the next frame: what was changed is seen then.
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
        }).observe(document.querySelector("#sheets"), { childList: true, subtree: true });
      });
      document.execCommand("insertText", false, letter);
      times.push(await drawn);
      while (document.documentElement.dataset.work === "busy") await new Promise((done) => setTimeout(done, 10));
      await new Promise((done) => setTimeout(done, 50));
    }
    return times;
  }, letters);
}

/** The middle of numbers. */
export function middle(numbers) {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}
