// Tests of assemble.html: opened from the disk, with the network off.
//
//     node page/tests/file.mjs assemble.html target/debug/assemble
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { accessible, drop, open, saved, settled, start } from "./browser.mjs";

const [html, program] = process.argv.slice(2).map((path) => resolve(path));
const root = resolve(import.meta.dirname, "../..");
const url = pathToFileURL(html).href;
const folder = mkdtempSync(join(tmpdir(), "assemble-page-"));
const LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh"];

/** What the program itself makes of a report: every kind of file by its ending. */
function native(report, more = []) {
  execFileSync(program, [report, "--pdf", "--html", "--epub", "--text", "--quiet", "--out-dir", folder, ...more]);
  const stem = join(folder, basename(report, ".yaml"));
  const file = (ending) => [ending, readFileSync(`${stem}.${ending}`)];
  return Object.fromEntries(["docx", "pdf", "html", "epub", "txt"].map(file));
}

/** A new report with an author's words in the place of those it begins with. */
function filled(report) {
  return report
    .replace(/Who you are.*|What this report is about.*|What happened.*/g, "Rents rose by 23 per cent.")
    .replace("short_name: NAME", "short_name: ERN")
    .replace("do one thing;", "limit rents;")
    .replace("do another.", "build homes.");
}

async function save(page, kind) {
  await page.click("#save");
  const file = await saved(page, () => page.click(`[data-kind=${kind}]`));
  await page.click("#save-cancel");
  return file;
}

async function begin(page) {
  const body = page.locator("#start [role=combobox]").first();
  await body.fill("economic, social");
  await body.press("Enter");
  const state = page.locator("#start [role=combobox]").nth(1);
  await state.fill("norw");
  await state.press("Enter");
  await page.locator("#start").getByLabel("Session").fill("78");
  await page.locator("#start").getByLabel("Title", { exact: true }).fill("Report on housing: rents");
  await page.locator("#start").getByLabel("Organization 1").fill("Example Rights Network");
  await page.click("#start [type=submit]");
  await settled(page);
}

const tests = {
  async "a form becomes files, the same bytes as the program's"(browser) {
    const { page, done } = await open(browser, url);
    await accessible(page, "the start form");
    await begin(page);
    // What is still to be written is named.
    assert.match(await page.textContent("#state-line"), /^Errors: 7/);
    const begun = await save(page, "yaml");
    await drop(page, [{ name: "report.yaml", bytes: Buffer.from(filled(begun.bytes.toString())) }]);
    await settled(page);
    assert.match(await page.textContent("#state-line"), /^Errors: 0/);
    const yaml = await save(page, "yaml");
    assert.equal(yaml.name, "report.yaml");
    const report = join(folder, "report.yaml");
    writeFileSync(report, yaml.bytes);
    assert.match(yaml.bytes.toString(), /title: "Report on housing: rents"/);
    const expected = native(report);
    for (const [kind, bytes] of Object.entries(expected)) {
      assert.ok((await save(page, kind)).bytes.equals(bytes), `the files differ: ${kind}`);
    }
    const zip = await save(page, "zip");
    assert.match(zip.name, /\.zip$/);
    assert.equal(zip.bytes.subarray(0, 2).toString(), "PK");
    await done();
  },

  async "a report is dropped with its pictures and tables"(browser) {
    const { page, done } = await open(browser, url);
    const examples = join(root, "specs/examples");
    const names = execFileSync("find", ["every-block", "-type", "f"], { cwd: examples }).toString().trim().split("\n");
    const all = ["every-block.yaml", ...names].map((name) => ({
      // As a browser gives dropped files: without their folder.
      name: basename(name),
      bytes: readFileSync(join(examples, name)),
    }));
    await drop(page, all);
    await settled(page);
    assert.match(await page.textContent("#state-line"), /^Errors: 0/);
    const expected = native(join(examples, "every-block.yaml"));
    assert.ok((await save(page, "docx")).bytes.equals(expected.docx), "the Word files differ");
    assert.ok((await save(page, "pdf")).bytes.equals(expected.pdf), "the PDFs differ");
    assert.ok((await page.locator("#sheets svg [role=img]").count()) > 0, "no picture is drawn");
    await done();
  },

  async "a Word draft is checked, copied and opened as a report"(browser) {
    const { page, done } = await open(browser, url);
    const example = join(root, "specs/examples/short.yaml");
    await drop(page, [{ name: "draft.docx", bytes: native(example).docx }]);
    await page.waitForSelector("#word-dialog[open]");
    await accessible(page, "the dialog for Word drafts");
    const body = page.locator("#word [role=combobox]").first();
    await body.fill("economic, social");
    await body.press("Enter");
    await page.locator("#word button", { hasText: /^Check$/ }).click();
    await page.waitForSelector("#word-results .figure");
    assert.match(await page.textContent("#word-results"), /Words that count: \d+/);
    await accessible(page, "the findings on a Word draft");
    const clean = await saved(page, () => page.click("text=Clean copy"));
    assert.equal(clean.name, "draft.clean.docx");
    const copy = join(folder, "browser.clean.docx");
    writeFileSync(join(folder, "draft.docx"), native(example).docx);
    execFileSync(program, ["clean", join(folder, "draft.docx"), "--out", copy]);
    assert.ok(clean.bytes.equals(readFileSync(copy)), "the clean copies differ");
    const marked = await saved(page, () => page.click("text=Copy with the findings"));
    assert.equal(marked.name, "draft.checked.docx");
    await page.click("text=Open as a report");
    await page.waitForSelector("#word-results p");
    await page.locator("#word button", { hasText: "Close" }).click();
    await settled(page);
    assert.match(await page.locator(".cm-content").innerText(), /submitted_to: cescr/);
    assert.match(await page.textContent("#sheets"), /Tenancy Act protects/);
    await done();
  },

  async "every example in six languages gives the program's bytes"(browser) {
    const { page, done } = await open(browser, url);
    for (const name of ["arabic", "chinese", "french", "russian", "spanish"]) {
      const path = join(root, `specs/examples/${name}.yaml`);
      await drop(page, [{ name: `${name}.yaml`, bytes: readFileSync(path) }]);
      await settled(page);
      const expected = native(path);
      assert.ok((await save(page, "docx")).bytes.equals(expected.docx), `${name}: the Word files differ`);
      assert.ok((await save(page, "pdf")).bytes.equals(expected.pdf), `${name}: the PDFs differ`);
    }
    await done();
  },

  async "typing shows mistakes under the words, and the pages"(browser) {
    const { page, done } = await open(browser, url);
    await drop(page, [{ name: "short.yaml", bytes: readFileSync(join(root, "specs/examples/short.yaml")) }]);
    await settled(page);
    const first = await page.locator(".sheet svg").first().innerHTML();
    await page.locator(".cm-line", { hasText: "name: Example" }).first().click();
    await page.keyboard.press("End");
    await page.keyboard.type(" quickly");
    await settled(page);
    assert.notEqual(await page.locator(".sheet svg").first().innerHTML(), first);
    assert.match(await page.locator("#sheets").textContent(), /quickly/);
    await page.locator(".cm-line", { hasText: "language: en" }).click();
    await page.keyboard.press("End");
    await page.keyboard.type("x");
    await settled(page);
    assert.match(await page.textContent("#state-line"), /^Errors: [1-9]/);
    assert.ok((await page.locator(".cm-lintRange-error").count()) > 0, "nothing is marked in the text");
    assert.equal(await page.locator("#outdated").isVisible(), true);
    assert.match(await page.locator("#sheets").textContent(), /quickly/);
    await page.keyboard.press("Backspace");
    await settled(page);
    assert.match(await page.textContent("#state-line"), /^Errors: 0/);
    await done();
  },

  async "a press on a word leads to it in the text, and the text to the page"(browser) {
    const { page, done } = await open(browser, url);
    await drop(page, [{ name: "short.yaml", bytes: readFileSync(join(root, "specs/examples/short.yaml")) }]);
    await settled(page);
    const line = page.locator("#sheets text", { hasText: "Tenancy Act protects" }).first();
    await line.click({ position: { x: 30, y: 4 } });
    const selected = await page.evaluate(() => document.getSelection().toString());
    const words = await line.textContent();
    assert.ok(selected.trim().length > 1 && words.includes(selected.trim()), `${selected} in ${words}`);
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+End");
    await page.waitForTimeout(900);
    const last = page.locator("#sheets .here").last();
    const box = await last.boundingBox();
    const pane = await page.locator("#sheets").boundingBox();
    assert.ok(box.y >= pane.y - 40 && box.y < pane.y + pane.height, "the place is not in sight");
    await done();
  },

  async "a mechanical remedy is applied with one press"(browser) {
    const { page, done } = await open(browser, url);
    const text = readFileSync(join(root, "specs/examples/short.yaml"), "utf8").replace("This report follows", "This report \u202Efollows");
    await drop(page, [{ name: "short.yaml", bytes: Buffer.from(text) }]);
    await settled(page);
    const fixes = page.locator(".findings button", { hasText: "Correct" });
    assert.ok((await fixes.count()) > 0, "no finding has a remedy");
    await fixes.first().click();
    await settled(page);
    assert.match(await page.textContent("#state-line"), /^Errors: 0/);
    await done();
  },

  async "the form writes into the text at its place"(browser) {
    const { page, done } = await open(browser, url);
    const bytes = readFileSync(join(root, "specs/examples/short.yaml"));
    await drop(page, [{ name: "short.yaml", bytes }]);
    await settled(page);
    await page.click("#tab-facts");
    await page.locator("#form").getByLabel("Session").fill("79");
    await page.keyboard.press("Tab");
    await settled(page);
    const yaml = await save(page, "yaml");
    assert.equal(yaml.bytes.toString(), bytes.toString().replace("session: 78", "session: 79"));
    await done();
  },

  async "keys, bodies and ids are completed"(browser) {
    const { page, done } = await open(browser, url);
    await drop(page, [{ name: "r.yaml", bytes: Buffer.from("submitted_to: \n") }]);
    await settled(page);
    await page.locator(".cm-line").first().click();
    await page.keyboard.press("End");
    await page.keyboard.type("ces");
    await page.waitForSelector(".cm-tooltip-autocomplete");
    await page.waitForTimeout(200);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.type("lang");
    await page.waitForSelector(".cm-tooltip-autocomplete");
    await page.waitForTimeout(200);
    await page.keyboard.press("Enter");
    const text = await page.locator(".cm-content").innerText();
    assert.match(text, /submitted_to: cescr\s+language: /);
    await done();
  },

  async "work is kept only if asked for, and forgotten when asked"(browser) {
    const { page, done } = await open(browser, url);
    await begin(page);
    assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), []);
    await page.check("#keep");
    await page.waitForTimeout(1000);
    await page.reload();
    await page.waitForSelector("html[data-ready]");
    await settled(page);
    assert.match(await page.locator(".cm-content").innerText(), /Report on housing/);
    await page.click("#forget");
    await page.waitForTimeout(500);
    assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), []);
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await page.waitForSelector("html[data-ready]");
    assert.equal(await page.locator("#start-dialog").isVisible(), true);
    await done();
  },

  async "everything is done by keyboard alone"(browser) {
    const { page, done } = await open(browser, url);
    const focus = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent);
    // The start form has the focus in its first field.
    await page.keyboard.type("CESCR");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    for (let tabs = 0; tabs < 20 && (await focus()) !== "Begin"; tabs++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await settled(page);
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\n# A last note.");
    await settled(page);
    // Tab leaves the editor.
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.closest(".cm-editor") === null), true);
    const seen = [];
    for (let tabs = 0; tabs < 60 && !seen.includes("tab-findings"); tabs++) {
      seen.push(await focus());
      await page.keyboard.press("Tab");
    }
    assert.ok(seen.includes("tab-findings"), seen.join(" "));
    await page.keyboard.press("Shift+Tab");
    for (const name of ["budget", "outline", "checklist", "upload"]) {
      await page.keyboard.press("ArrowRight");
      assert.equal(await page.getAttribute(`#tab-${name}`, "aria-selected"), "true");
    }
    await page.keyboard.press("Control+s");
    assert.equal(await page.locator("#save-dialog").isVisible(), true);
    for (let tabs = 0; tabs < 10 && (await focus()) !== "Word file"; tabs++) await page.keyboard.press("Tab");
    const file = await saved(page, () => page.keyboard.press("Enter"));
    assert.match(file.name, /\.docx$/);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#save-dialog").isVisible(), false);
    await done();
  },

  async "six languages and two colour schemes are accessible"(browser) {
    for (const colorScheme of ["light", "dark"]) {
      const { page, done } = await open(browser, url, { colorScheme });
      const texts = new Set();
      await drop(page, [{ name: "arabic.yaml", bytes: readFileSync(join(root, "specs/examples/arabic.yaml")) }]);
      await settled(page);
      for (const language of LANGUAGES) {
        await page.selectOption("#language", language);
        assert.equal(await page.getAttribute("html", "dir"), language === "ar" ? "rtl" : "ltr");
        texts.add(await page.textContent("#save"));
        for (const panel of ["findings", "budget", "outline", "checklist", "upload"]) {
          await page.click(`#tab-${panel}`);
          if (language === "en" || language === "ar") await accessible(page, `${language} ${colorScheme} ${panel}`);
        }
        await page.click("#tab-facts");
        await accessible(page, `${language} ${colorScheme} form`);
        await page.click("#tab-text");
      }
      await page.click("#save");
      await accessible(page, `${colorScheme} save`);
      assert.equal(texts.size, LANGUAGES.length, [...texts].join(" "));
      await done();
    }
  },

  async "it fits a telephone, and a window zoomed to four times"(browser) {
    for (const viewport of [{ width: 360, height: 740 }, { width: 350, height: 225 }]) {
      const { page, done } = await open(browser, url, { viewport });
      await drop(page, [{ name: "short.yaml", bytes: readFileSync(join(root, "specs/examples/short.yaml")) }]);
      await settled(page);
      for (const language of LANGUAGES) {
        await page.selectOption("#language", language);
        for (const view of ["write", "pages", "tell"]) {
          await page.click(`#tab-${view}`);
          assert.equal(await page.locator(`#${view}`).isVisible(), true);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${language} ${view}: ${wide} pixels too wide at ${viewport.width}`);
        }
      }
      await accessible(page, `${viewport.width} pixels`);
      await done();
    }
  },

  async "a fault of the module is told and the next question answered"(browser) {
    const { page, done } = await open(browser, url);
    await drop(page, [{ name: "r.yaml", bytes: Buffer.from("\u0000: [") }]);
    await settled(page);
    assert.match(await page.textContent("#state-line"), /^Errors: [1-9]/);
    await drop(page, [{ name: "bad.yaml", bytes: Buffer.from([0xff, 0xfe, 0xfd]) }]);
    await page.waitForTimeout(300);
    assert.match(await page.textContent("#state-line"), /bad\.yaml/);
    await done();
  },

  async "memory and time of large reports"(browser) {
    const rows = [];
    for (const size of [8, 60, 600]) {
      const path = join(root, `target/tmp/pages/made-${size}.yaml`);
      const { page, done } = await open(browser, url);
      const begun = performance.now();
      await drop(page, [{ name: `made-${size}.yaml`, bytes: readFileSync(path) }]);
      await page.waitForSelector(".sheet svg", { timeout: 60_000 });
      const first = performance.now() - begun;
      await settled(page);
      await page.locator(".cm-line", { hasText: /^title:/ }).first().click();
      await page.keyboard.press("End");
      const times = [];
      for (const letter of "abcdefghij") {
        const before = await page.locator(".sheet svg").first().innerHTML();
        times.push(
          await page.evaluate(async (before) => {
            const sheet = document.querySelector(".sheet .drawing");
            const start = performance.now();
            const drawn = new Promise((done) => {
              new MutationObserver((_, observer) => {
                observer.disconnect();
                requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
              }).observe(sheet, { childList: true });
            });
            document.execCommand("insertText", false, "x");
            void before;
            return drawn;
          }, letter + before.length),
        );
        await page.waitForTimeout(50);
      }
      times.sort((one, other) => one - other);
      const memory = await page.evaluate(() => performance.memory?.usedJSHeapSize ?? 0);
      rows.push({ paragraphs: size, first: Math.round(first), keystroke: Math.round(times[5]), megabytes: Math.round(memory / 1e6) });
      await done();
    }
    console.table(rows);
    assert.ok(rows[1].keystroke < 2000, "a keystroke at 60 paragraphs takes two seconds");
  },
};

const browser = await start();
let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  const only = process.env.ONLY;
  if (only && !name.includes(only)) continue;
  const begun = performance.now();
  try {
    await test(browser);
    console.log(`ok      ${name} (${Math.round(performance.now() - begun)} ms)`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}\n${error.stack}`);
  }
}
await browser.close();
const size = statSync(html).size;
console.log(`${basename(html)}: ${(size / 1e6).toFixed(1)} MB`);
assert.ok(size < 16e6, "the file is larger than 16 MB");
process.exit(failed > 0 ? 1 : 0);
