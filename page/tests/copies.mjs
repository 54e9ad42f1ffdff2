// What the page saves, beside what the program writes of the same report: the same names and the same bytes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { saved } from "./browser.mjs";

/** The kinds of files that are built, by their ending. */
export const KINDS = ["docx", "pdf", "html", "epub", "txt"];

/** What the program makes of a report in all formats: its name and bytes by kind, and all files by name. */
export function native(program, report, more = []) {
  const out = mkdtempSync(join(tmpdir(), "assemble-native-"));
  const wanted = ["--pdf", "--html", "--epub", "--text", "--portal-names"];
  execFileSync(program, [report, ...wanted, "--quiet", "--out-dir", out, ...more]);
  const files = read(out);
  const main = (kind) => [...files].find(([name]) => name.endsWith(`.${kind}`) && !name.includes("CoverPage"));
  return { files, kinds: Object.fromEntries(KINDS.map((kind) => [kind, main(kind)])) };
}

/** The files of a folder and of those below it: name and bytes. */
function read(folder) {
  const paths = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  const files = paths.filter((path) => statSync(path).isFile());
  return new Map(files.map((path) => [relative(folder, path), readFileSync(path)]));
}

/** The file of a kind, from the dialog in which a person saves. */
export async function save(page, kind) {
  await page.click("#save");
  const file = await saved(page, () => page.click(`[data-kind=${kind}]`));
  await page.click("#save-cancel");
  return file;
}

/** The page saves files of the names and bytes that the program gives them. */
export async function same(page, expected, what, kinds = KINDS) {
  for (const kind of kinds) {
    const [name, bytes] = expected.kinds[kind];
    const file = await save(page, kind);
    assert.equal(file.name, name, what);
    assert.ok(file.bytes.equals(bytes), `${what}: the files of the kind ${kind} differ`);
  }
}

/** The zip has all that the program writes, the report, and the files `beside` it that the report names; nothing else. */
export async function samePackage(page, expected, report, beside, what) {
  const { name, bytes } = await save(page, "zip");
  assert.equal(name, expected.kinds.docx[0].replace(/docx$/, "zip"), what);
  const folder = mkdtempSync(join(tmpdir(), "assemble-zip-"));
  const path = join(folder, "all.zip");
  writeFileSync(path, bytes);
  execFileSync("python3", ["-m", "zipfile", "-e", path, join(folder, "all")]);
  const wanted = new Map(expected.files);
  for (const file of [basename(report), ...beside]) wanted.set(file, readFileSync(join(dirname(report), file)));
  const found = read(join(folder, "all"));
  assert.deepEqual([...found.keys()].sort(), [...wanted.keys()].sort(), what);
  for (const [file, content] of wanted) assert.ok(found.get(file).equals(content), `${what}: ${file} in the zip differs`);
}
