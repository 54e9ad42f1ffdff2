// Tests of the page that `assemble serve` sends, with files of the disk.
//
//     node page/tests/served.mjs target/debug/assemble
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { accessible, drop, middle, open, processor, run, saved, settled } from "./browser.mjs";
import { native, same, samePackage } from "./copies.mjs";

const program = resolve(process.argv[2]);
const root = resolve(import.meta.dirname, "../..");

/** Programs that a failed test may leave behind. */
const running = new Set();

/** The program with a folder of its own. */
async function serve(example = "specs/examples/short.yaml", argument = "report.yaml") {
  const folder = mkdtempSync(join(tmpdir(), "assemble-served-"));
  const report = join(folder, "report.yaml");
  copyFileSync(join(root, example), report);
  return { report, folder, ...(await begin([join(folder, argument)])) };
}

/** The program, and where it answers. */
async function begin(more) {
  const child = spawn(program, ["serve", ...more], { stdio: ["ignore", "pipe", "ignore"] });
  running.add(child);
  const address = await new Promise((done) => child.stdout.once("data", (line) => done(line.toString().trim())));
  const end = () => new Promise((done) => child.once("exit", done) && child.kill());
  return { address, process: child.pid, end };
}

/** Saves as editors do: another file first, which then takes the name. */
function saveAtomically(path, text) {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

/** The page saves each format as the command writes it: Word, PDF, HTML, EPUB, text, all as a zip, and the report. */
async function savesAll(browser, served, beside, what) {
  const { page, done } = await open(browser, served.address, { offline: false });
  await settled(page);
  const old = readFileSync(served.report, "utf8");
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("# A last note.");
  await settled(page);
  // The report stands on the disk, so it is saved there and not among the downloads.
  await page.click("#save");
  await page.click("[data-kind=yaml]");
  await page.waitForFunction(() => document.querySelector("#state-line").textContent.startsWith("Written"));
  await page.click("#save-cancel");
  assert.equal(readFileSync(served.report, "utf8"), `${old}# A last note.`, what);
  const expected = native(program, served.report);
  await same(page, expected, what);
  await samePackage(page, expected, served.report, beside, what);
  await done();
  await served.end();
}

const shows = (page, words) => page.waitForFunction((words) => document.querySelector("#sheets").textContent.includes(words), words);
const text = (page) => page.evaluate(() => [...document.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"));

const tests = {
  async "the page follows the disk in two tabs and keeps its place"(browser) {
    const served = await serve();
    const first = await open(browser, served.address, { offline: false });
    const second = await open(browser, served.address, { offline: false });
    await settled(first.page);
    await accessible(first.page, "the served page");
    await first.page.locator(".cm-content").focus();
    await first.page.keyboard.press("Control+End");
    await settled(first.page);
    const place = () => first.page.evaluate(() => [document.querySelector(".cm-scroller").scrollTop, document.querySelector("#sheets").scrollTop]);
    const before = await place();
    assert.ok(before[0] > 0 && before[1] > 0, `${before}`);
    const old = readFileSync(served.report, "utf8");
    saveAtomically(served.report, old.replace("We note with appreciation", "We note with delight"));
    await shows(second.page, "We note with delight");
    await first.page.waitForFunction(() => document.querySelector("#state-line").textContent.includes("read again"));
    await settled(first.page);
    assert.match(await text(first.page), /must be boiled/);
    const after = await place();
    assert.ok(Math.abs(after[0] - before[0]) < 3 && Math.abs(after[1] - before[1]) < 3, `${before} became ${after}`);
    await first.done();
    await second.done();
    await served.end();
  },

  async "the form is written into the file at its place"(browser) {
    const served = await serve();
    const { page, done } = await open(browser, served.address, { offline: false });
    await settled(page);
    const old = readFileSync(served.report, "utf8");
    await page.click("#tab-facts");
    await page.locator("#form").getByLabel("Session").fill("79");
    await page.keyboard.press("Tab");
    await page.waitForFunction(() => document.querySelector("#form input:not([role])").value === "79");
    await settled(page);
    assert.equal(readFileSync(served.report, "utf8"), old.replace("session: 78", "session: 79"));
    await done();
    await served.end();
  },

  async "what is typed is written when asked, and never over another's text"(browser) {
    const served = await serve();
    const { page, done } = await open(browser, served.address, { offline: false });
    await settled(page);
    const old = readFileSync(served.report, "utf8");
    const type = async (words) => {
      await page.locator(".cm-line", { hasText: "short_name: ERN" }).click();
      await page.keyboard.press("End");
      await page.keyboard.type(words);
      await settled(page);
    };
    await type(" one");
    assert.equal(readFileSync(served.report, "utf8"), old);
    await page.keyboard.press("Control+s");
    await settled(page);
    await page.waitForTimeout(300);
    assert.match(await page.textContent("#state-line"), /^Written to report\.yaml/);
    const written = old.replace("short_name: ERN\n", "short_name: ERN one\n");
    assert.equal(readFileSync(served.report, "utf8"), written);
    await type(" two");
    const other = written.replace("Example Rights Network\n", "Another Network\n");
    saveAtomically(served.report, other);
    await page.waitForSelector("#notice button");
    await accessible(page, "the notice");
    await page.keyboard.press("Control+s");
    await settled(page);
    assert.equal(readFileSync(served.report, "utf8"), other);
    await page.locator("#notice button").first().click();
    await settled(page);
    assert.match(await text(page), /Another Network/);
    await done();
    await served.end();
  },

  async "every format is saved with the bytes of the command"(browser) {
    const cases = {
      "specs/examples/every-block.yaml": ["burden.png", "method.md", "requests.csv", "wells.svg"].map((name) => `every-block/${name}`),
      "specs/examples/arabic.yaml": [],
    };
    for (const [example, beside] of Object.entries(cases)) {
      const served = await serve(example);
      cpSync(join(root, "specs/examples/every-block"), join(served.folder, "every-block"), { recursive: true });
      await savesAll(browser, served, beside, example);
    }
    // To a body that asks for a cover page.
    const served = await serve("specs/examples/short.yaml");
    const old = readFileSync(served.report, "utf8");
    saveAtomically(served.report, old.replace("submitted_to: cescr", "submitted_to: upr"));
    await savesAll(browser, served, [], "a report to UPR");
  },

  async "another report is not written over the one on the disk"(browser) {
    const served = await serve();
    const { page, done } = await open(browser, served.address, { offline: false });
    await settled(page);
    const old = readFileSync(served.report, "utf8");
    const examples = join(root, "specs/examples");
    const names = ["every-block.yaml", ...readdirSync(join(examples, "every-block")).map((name) => `every-block/${name}`)];
    await drop(page, names.map((name) => ({ name: name.split("/").pop(), bytes: readFileSync(join(examples, name)) })));
    await settled(page);
    await shows(page, "nineteen municipalities");
    // Its pictures are sent with it: they do not stand on the disk.
    assert.match(await page.textContent("#state-line"), /^Errors: 0/);
    await page.click("#tab-facts");
    await page.locator("#form").getByLabel("Session").fill("12");
    await page.keyboard.press("Tab");
    await settled(page);
    await page.keyboard.press("Control+s");
    assert.equal(await page.locator("#save-dialog").isVisible(), true);
    const file = await saved(page, () => page.click("[data-kind=yaml]"));
    assert.match(file.bytes.toString(), /session: 12/);
    // And what changes on the disk does not come over it.
    saveAtomically(served.report, old.replace("Parallel report", "Another report"));
    await page.waitForTimeout(500);
    await settled(page);
    assert.match(await text(page), /session: 12/);
    assert.equal(readFileSync(served.report, "utf8"), old.replace("Parallel report", "Another report"));
    await done();
    await served.end();
  },

  async "a broken report keeps the last pages"(browser) {
    const served = await serve();
    const { page, done } = await open(browser, served.address, { offline: false });
    await settled(page);
    const old = readFileSync(served.report, "utf8");
    saveAtomically(served.report, old.replace("title: Parallel", "title: [Parallel"));
    await page.waitForFunction(() => !document.querySelector("#outdated").hidden);
    assert.match(await page.textContent("#sheets"), /Parallel report on the right/);
    assert.ok((await page.locator(".findings .error").count()) > 0);
    saveAtomically(served.report, old);
    await page.waitForFunction(() => document.querySelector("#outdated").hidden);
    await done();
    await served.end();
  },

  async "when the program ends the text stays"(browser) {
    const served = await serve();
    const { page, context } = await open(browser, served.address, { offline: false });
    await settled(page);
    await served.end();
    await page.waitForFunction(() => document.querySelector("#state-line").textContent.includes("does not answer"));
    assert.match(await text(page), /submitted_to/);
    await context.close();
  },

  async "after a restart the old page keeps its text, and the new one goes on"(browser) {
    const served = await serve();
    const { page, context } = await open(browser, served.address, { offline: false });
    await settled(page);
    const old = readFileSync(served.report, "utf8");
    await page.locator(".cm-line", { hasText: "short_name: ERN" }).click();
    await page.keyboard.press("End");
    await page.keyboard.type(" typed before");
    await settled(page);
    await served.end();
    const again = await begin([served.report, "--port", new URL(served.address).port]);
    assert.notEqual(again.address, served.address);
    await page.keyboard.press("Control+s");
    await page.waitForFunction(() => document.querySelector("#state-line").textContent.includes("does not answer"));
    assert.match(await text(page), /ERN typed before/);
    assert.equal(readFileSync(served.report, "utf8"), old);
    const next = await open(browser, again.address, { offline: false });
    await settled(next.page);
    await next.page.locator(".cm-line", { hasText: "short_name: ERN" }).click();
    await next.page.keyboard.press("End");
    await next.page.keyboard.type(" typed after");
    await settled(next.page);
    await next.page.keyboard.press("Control+s");
    await next.page.waitForFunction(() => document.querySelector("#state-line").textContent.startsWith("Written"));
    assert.equal(readFileSync(served.report, "utf8"), old.replace("short_name: ERN\n", "short_name: ERN typed after\n"));
    await next.done();
    await context.close();
    await again.end();
  },

  async "a folder offers its reports"(browser) {
    const served = await serve("specs/examples/french.yaml", ".");
    const { page, done } = await open(browser, served.address, { offline: false });
    await page.locator("#notice button", { hasText: "report.yaml" }).click();
    await settled(page);
    await shows(page, "logement");
    await done();
    await served.end();
  },

  async "a page of another place can neither read nor write"(browser) {
    const served = await serve();
    const foreign = createServer((_, answer) => answer.end("<!doctype html><title>foreign</title>"));
    await new Promise((done) => foreign.listen(0, "127.0.0.1", done));
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${foreign.address().port}/`);
    const tried = await page.evaluate(async (address) => {
      const ways = [
        () => fetch(address),
        () => fetch(`${address}answer`, { method: "POST", body: "x", headers: { "X-Assemble": "page" } }),
        () => fetch(`${address}answer`, { method: "POST", body: "x", mode: "no-cors" }),
        () => new Promise((done, failed) => {
          const events = new EventSource(`${address}events`);
          events.onopen = () => done({ type: "open", status: 200 });
          events.onerror = () => failed(new Error("blocked"));
        }),
      ];
      const results = [];
      for (const way of ways) {
        results.push(await way().then((answer) => `${answer.type} ${answer.status}`, () => "blocked"));
      }
      return results;
    }, served.address);
    assert.ok(tried.every((result) => result === "blocked" || result === "opaque 0"), tried.join(", "));
    assert.equal(tried.filter((result) => result === "blocked").length >= 3, true, tried.join(", "));
    await page.close();
    foreign.close();
    await served.end();
  },

  async "from a save to the new page"(browser) {
    const rows = [];
    for (const [size, saves] of [[8, 7], [60, 7], [600, 3]]) {
      const served = await serve(`target/page/reports/r${size}.yaml`);
      const { page, done } = await open(browser, served.address, { offline: false });
      await settled(page);
      await scrollTo(page, "In\\s+our\\s+view");
      const old = readFileSync(served.report, "utf8");
      const times = [];
      const before = (await processor(browser)) + taken(served.process);
      for (let at = 0; at < saves; at++) {
        const word = `Changed${at}`;
        // It looks from before the file is saved, and at once: a page that is quick must not be missed.
        const drawn = await page.evaluateHandle((word) => {
          const isThere = () => document.querySelector("#sheets").textContent.includes(word);
          const seen = new Promise((done) => {
            new MutationObserver((_, observer) => {
              if (!isThere()) return;
              observer.disconnect();
              requestAnimationFrame(() => setTimeout(() => done(Date.now())));
            }).observe(document.querySelector("#sheets"), { childList: true, subtree: true });
          });
          return { seen };
        }, word);
        const saved = Date.now();
        saveAtomically(served.report, old.replace("In our view", `In our ${word} view`));
        times.push((await drawn.evaluate(({ seen }) => seen)) - saved);
      }
      const work = (await processor(browser)) + taken(served.process) - before;
      rows.push({
        paragraphs: size,
        "save to page (ms)": middle(times),
        "least (ms)": Math.min(...times),
        "processor (ms)": Math.round(work / times.length),
      });
      await done();
      await served.end();
    }
    console.table(rows);
  },
};

/** Scrolls down to words; only pages in sight are drawn. */
async function scrollTo(page, pattern) {
  await page.evaluate(async (pattern) => {
    const sheets = document.querySelector("#sheets");
    for (let place = -1; !new RegExp(pattern).test(sheets.textContent) && place !== sheets.scrollTop; ) {
      place = sheets.scrollTop;
      sheets.scrollTop += sheets.clientHeight / 2;
      await new Promise((done) => setTimeout(done, 400));
    }
  }, pattern);
  await settled(page);
}

/** The processor's time that a program has taken so far, in milliseconds (Linux counts hundredths of a second). */
function taken(process) {
  const after = readFileSync(`/proc/${process}/stat`, "utf8").split(") ").pop().split(" ");
  return (Number(after[11]) + Number(after[12])) * 10;
}

const failed = await run(tests, () => {
  for (const child of running) child.kill();
  running.clear();
});
process.exit(failed > 0 ? 1 : 0);
