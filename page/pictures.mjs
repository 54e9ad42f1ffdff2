// Takes the pictures of docs/page.md: light, dark, Arabic, telephone.
//
//     node page/pictures.mjs target/page/assemble.html docs
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { drop, open, settled, start } from "./tests/browser.mjs";

const [html, out] = process.argv.slice(2).map((path) => resolve(path));
const root = resolve(import.meta.dirname, "..");
const browser = await start();

async function picture(name, example, options, act = async () => {}) {
  const { page, done } = await open(browser, pathToFileURL(html).href, options);
  let text = readFileSync(join(root, `specs/examples/${example}.yaml`), "utf8");
  await drop(page, [{ name: `${example}.yaml`, bytes: Buffer.from(text) }]);
  await settled(page);
  await act(page);
  await page.screenshot({ path: join(out, name) });
  await done();
}

const wide = { viewport: { width: 1280, height: 760 } };
await picture("page-light.png", "short", { ...wide, colorScheme: "light" }, async (page) => {
  await page.locator(".cm-line", { hasText: "state: NOR" }).click();
  await page.keyboard.press("End");
  for (const _ of "NOR") await page.keyboard.press("Backspace");
  await page.keyboard.type("Norwy");
  await settled(page);
  // The list of completions would cover the next lines.
  await page.keyboard.press("Escape");
});
await picture("page-dark.png", "french", { ...wide, colorScheme: "dark", locale: "fr-FR" }, (page) => page.click("#tab-budget"));
await picture("page-arabic.png", "arabic", { ...wide, locale: "ar" }, (page) => page.click("#tab-outline"));
await picture("page-telephone.png", "spanish", { viewport: { width: 360, height: 740 }, locale: "es" }, (page) => page.click("#tab-pages"));
await browser.close();
