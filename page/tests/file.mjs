// Tests of assemble.html: opened from the disk, with the network off.
//
//     node page/tests/file.mjs assemble.html target/debug/assemble [--release]
//
// With --release the module is the optimized one: its size and its time with large reports are tried too.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { accessible, drop, memory, middle, open, processor, run, saved, settled, typed } from "./browser.mjs";
import { native, same, samePackage, save } from "./copies.mjs";

const [html, program] = process.argv.slice(2, 4).map((path) => resolve(path));
const isRelease = process.argv[4] === "--release";
const root = resolve(import.meta.dirname, "../..");
const url = pathToFileURL(html).href;
const folder = mkdtempSync(join(tmpdir(), "assemble-page-"));
const LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh"];

/** A new report with an author's words in the place of those it begins with. */
function filled(report) {
  return report
    .replace(/Who you are.*|What this report is about.*|What happened.*/g, "Rents rose by 23 per cent.")
    .replace("short_name: NAME", "short_name: ERN")
    .replace("do one thing;", "limit rents;")
    .replace("do another.", "build homes.");
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
  await page.waitForFunction(() => document.querySelector("#state-line").textContent, undefined, { timeout: 60_000 });
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
    const expected = native(program, report);
    await same(page, expected, "the begun report");
    await samePackage(page, expected, report, [], "the begun report");
    await done();
  },

  async "a text is pasted into the empty page"(browser) {
    const { page, done } = await open(browser, url);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#empty").isVisible(), true);
    assert.equal(await page.locator("#save").isDisabled(), true);
    await accessible(page, "the empty page");
    await page.locator(".cm-content").click();
    await page.keyboard.insertText(readFileSync(join(root, "specs/examples/short.yaml"), "utf8"));
    await settled(page);
    assert.equal(await page.locator("#empty").isVisible(), false);
    assert.match(await page.textContent("#state-line"), /^Errors: 0/);
    assert.match(await page.textContent("#sheets"), /Tenancy Act protects/);
    assert.equal((await save(page, "yaml")).name, "report.yaml");
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
    await same(page, native(program, join(examples, "every-block.yaml")), "every-block");
    assert.ok((await page.locator("#sheets svg [role=img]").count()) > 0, "no picture is drawn");
    await done();
  },

  async "a Word draft is checked, copied and opened as a report"(browser) {
    const { page, done } = await open(browser, url);
    const example = join(root, "specs/examples/short.yaml");
    await drop(page, [{ name: "draft.docx", bytes: native(program, example).kinds.docx[1] }]);
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
    writeFileSync(join(folder, "draft.docx"), native(program, example).kinds.docx[1]);
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
      await same(page, native(program, path), name, ["docx", "pdf"]);
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
    // What a form begins is not built until the author's words stand in it.
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await page.keyboard.insertText(readFileSync(join(root, "specs/examples/short.yaml"), "utf8"));
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
      await accessible(page, `${colorScheme} start`);
      const texts = new Set();
      await drop(page, [{ name: "arabic.yaml", bytes: readFileSync(join(root, "specs/examples/arabic.yaml")) }]);
      await settled(page);
      for (const language of LANGUAGES) {
        await page.selectOption("#language", language);
        assert.equal(await page.getAttribute("html", "dir"), language === "ar" ? "rtl" : "ltr");
        texts.add(await page.textContent("#save"));
        for (const panel of ["findings", "budget", "outline", "checklist", "upload"]) {
          await page.click(`#tab-${panel}`);
          const isLooked = panel === "findings" || language === "en" || language === "ar";
          if (isLooked) await accessible(page, `${language} ${colorScheme} ${panel}`);
        }
        await page.click("#tab-facts");
        await accessible(page, `${language} ${colorScheme} form`);
        await page.click("#tab-text");
        await page.click("#save");
        await accessible(page, `${language} ${colorScheme} save`);
        await page.keyboard.press("Escape");
      }
      assert.equal(texts.size, LANGUAGES.length, [...texts].join(" "));
      await drop(page, [{ name: "draft.docx", bytes: native(program, join(root, "specs/examples/short.yaml")).kinds.docx[1] }]);
      await page.waitForSelector("#word-dialog[open]");
      await accessible(page, `${colorScheme} Word draft`);
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

  async "hostile files are answered, and the page goes on"(browser) {
    const { page, done } = await open(browser, url);
    const report = (body) => `submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by:\n  - name: N\nbody: |\n  ${body}\n`;
    const cut = native(program, join(root, "specs/examples/short.yaml")).kinds.docx[1].subarray(0, 5000);
    const reports = {
      "a character that nobody writes": "\u0000: [",
      "brackets in brackets": "[".repeat(20_000),
      "quotations in quotations": report(`${"> ".repeat(5_000)}deep`),
      "lists in lists": report(Array.from({ length: 500 }, (_, at) => `${"  ".repeat(at)}- deep`).join("\n  ")),
      "names that double": `a: &a [x, x]\n${Array.from({ length: 40 }, (_, at) => `b${at}: &b${at} [*${at ? `b${at - 1}` : "a"}, *${at ? `b${at - 1}` : "a"}]`).join("\n")}`,
      "markup that would be a program": report('<img src=x onerror="document.title=1"><script>document.title=1</script>'),
      "a file that does not belong": report("![x](../../etc/passwd)"),
      "a million signs": report(Array.from({ length: 1_100 }, () => "*".repeat(1_000)).join("\n  ")),
    };
    for (const [what, text] of Object.entries(reports)) {
      await drop(page, [{ name: "r.yaml", bytes: Buffer.from(text) }]);
      await settled(page);
      assert.match(await page.textContent("#state-line"), /^Errors: \d/, what);
      assert.match(await page.title(), /^r\.yaml/, what);
    }
    await drop(page, [{ name: "bad.yaml", bytes: Buffer.from([0xff, 0xfe, 0xfd]) }]);
    await page.waitForFunction(() => document.querySelector("#state-line").textContent.includes("bad.yaml"));
    const drafts = { "no Word file": Buffer.from("no"), "nothing": Buffer.alloc(0), "a cut file": cut };
    for (const [what, bytes] of Object.entries(drafts)) {
      await drop(page, [{ name: "draft.docx", bytes }]);
      await page.waitForSelector("#word-dialog[open]");
      await page.locator("#word button", { hasText: "Clean copy" }).click();
      await page.waitForSelector("#word-results .error");
      assert.match(await page.textContent("#word-results"), /did not work/, what);
      await page.keyboard.press("Escape");
    }
    const pictures = { "a cut picture": Buffer.from("\x89PNG\r\n\x1a\n\xff\xff", "latin1"), "a drawing with a program": Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"><script>document.title=1</script></svg>') };
    for (const [what, bytes] of Object.entries(pictures)) {
      await drop(page, [{ name: "r.yaml", bytes: Buffer.from(report("![A picture](p.png)\n\n  : What it shows {#p}")) }, { name: "p.png", bytes }]);
      await settled(page);
      assert.match(await page.textContent("#state-line"), /^Errors: [1-9]/, what);
    }
    await drop(page, [{ name: "short.yaml", bytes: readFileSync(join(root, "specs/examples/short.yaml")) }]);
    await settled(page);
    assert.match(await page.textContent("#state-line"), /^Errors: 0/);
    await done();
  },

  async "memory and time of large reports"(browser) {
    const rows = [];
    for (const size of [8, 60, 600]) {
      const path = join(root, `target/page/reports/r${size}.yaml`);
      const { page, done } = await open(browser, url);
      const begun = performance.now();
      await drop(page, [{ name: `r${size}.yaml`, bytes: readFileSync(path) }]);
      await page.waitForSelector(".sheet svg", { timeout: 60_000 });
      const first = performance.now() - begun;
      await settled(page);
      const row = { paragraphs: size, "first page (ms)": Math.round(first) };
      for (const [where, line] of [["paragraph", /In our view this is/], ["title", /^title:/]]) {
        await page.locator(".cm-line", { hasText: line }).first().click();
        await page.keyboard.press("End");
        // Inside the marks of quotation of the title.
        await page.keyboard.press("ArrowLeft");
        await settled(page);
        // The browser optimizes the module while it is used.
        await typed(page, "warm ".repeat(5));
        const before = await processor(browser);
        const times = await typed(page, "abcdefghijk");
        row[`letter in the ${where} (ms)`] = Math.round(middle(times));
        row[`least, ${where} (ms)`] = Math.round(Math.min(...times));
        row[`processor, ${where} (ms)`] = Math.round(((await processor(browser)) - before) / times.length);
      }
      row["memory (MB)"] = Math.round(await memory(browser));
      rows.push(row);
      await done();
    }
    console.table(rows);
    const [, middling, large] = rows.map((row) => row["processor, paragraph (ms)"]);
    assert.ok(large < 20 * middling, "ten times the paragraphs take more than twenty times the work");
  },
};

if (!isRelease) delete tests["memory and time of large reports"];
const failed = await run(tests);
const size = statSync(html).size;
console.log(`${basename(html)}: ${(size / 1e6).toFixed(1)} MB`);
assert.ok(!isRelease || size < 16e6, "the file is larger than 16 MB");
process.exit(failed > 0 ? 1 : 0);
