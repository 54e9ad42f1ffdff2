// Takes the picture of docs/first-hour.md: a terminal with a mistake and its message, as the program prints it.
//
//     node page/terminal.mjs target/debug/assemble docs/mistake.png
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { start } from "./tests/browser.mjs";

const [program, out] = process.argv.slice(2).map((path) => resolve(path));
const folder = mkdtempSync(join(tmpdir(), "picture-"));
const report = join(folder, "report.yaml");
const arguments_ = ["new", "report.yaml", "--to", "cescr", "--state", "NOR", "--session", "79"];
execFileSync(program, arguments_, { cwd: folder });
const text = readFileSync(report, "utf8");
writeFileSync(report, text.replace("title: Title of the report", "titel: Parallel report on the right to housing"));
const said = spawnSync(program, ["check", "report.yaml", "--color", "always"], { cwd: folder, encoding: "utf8" });
rmSync(folder, { recursive: true });
// The first message: what is still to be written comes after it.
const message = said.stdout.split("\n\n")[0];

const escaped = (words) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
/** Escape codes of a terminal as elements. */
function coloured(words) {
  let [html, open] = ["", false];
  for (const [, codes, rest] of words.matchAll(/(?:\x1b\[([\d;]*)m)?([^\x1b]*)/g)) {
    const classes = (codes ?? "").split(";").filter((code) => code && code !== "0");
    if (codes !== undefined && open && classes.length === 0) [html, open] = [`${html}</span>`, false];
    if (classes.length > 0) {
      html += `${open ? "</span>" : ""}<span class="${classes.map((code) => `c${code}`).join(" ")}">`;
      open = true;
    }
    html += escaped(rest);
  }
  return open ? `${html}</span>` : html;
}

const browser = await start();
const page = await browser.newPage({ viewport: { width: 700, height: 300 } });
await page.setContent(`<style>
  body { margin: 0; background: #1e1e1e; color: #e4e4e4; font: 15px/1.4 "Liberation Mono", monospace; }
  pre { margin: 0; padding: 14px 18px; font: inherit; white-space: pre-wrap; word-break: break-all; }
  .c1 { font-weight: bold; } .c91, .c31 { color: #ff6e67; } .c94, .c34 { color: #7fb4ff; } .c96, .c36 { color: #6fd6d6; }
</style><pre>$ assemble check report.yaml
${coloured(message)}</pre>`);
await page.locator("pre").screenshot({ path: out });
await browser.close();
