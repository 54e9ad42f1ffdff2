// From the built page to the two that are used: src/cli/serve/page.html, which the program serves, and assemble.html,
// which holds the program itself. Each says in its head what it may do; scripts and styles only by their hash.
//
//     node finish.mjs served                 writes ../src/cli/serve/page.html
//     node finish.mjs MODULE.wasm OUT.html   writes OUT.html
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
/** The texts of all elements of a kind; a script may hold the words `<style` itself. */
const inside = (page, tag) => [...page.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, "g"))].map((m) => m[1]);

function finish(page, served) {
  const nonce = createHash("sha256").update(page).digest("hex").slice(0, 32);
  const scripts = inside(page, "script").map(hash).join(" ");
  const bare = page.replace(/<script[\s\S]*?<\/script>/g, "");
  const styles = inside(bare, "style").map(hash).join(" ");
  const rules = [
    "default-src 'none'",
    `script-src ${scripts}${served ? "" : " 'wasm-unsafe-eval'"}`,
    // The editor makes a style of its own.
    `style-src ${styles} 'nonce-${nonce}'`,
    "img-src data:",
    `connect-src ${served ? "'self'" : "'none'"}`,
    `worker-src ${served ? "'none'" : "blob:"}`,
    "form-action 'none'",
    "base-uri 'none'",
  ];
  const head = `<meta http-equiv="Content-Security-Policy" content="${rules.join("; ")}" />`;
  return page
    .replace(/<meta charset="utf-8" \/>/, (charset) => `${charset}\n    ${head}`)
    .replace(/<\/script>(\s*)<style(?=[ >])/, (_, space) => `</script>${space}<style nonce="${nonce}"`);
}

const page = readFileSync(new URL("dist/index.html", import.meta.url), "utf8");
const [what, out] = process.argv.slice(2);
if (what === "served") {
  const target = new URL("../src/cli/serve/page.html", import.meta.url);
  writeFileSync(target, finish(page, true));
} else {
  const module = gzipSync(readFileSync(what), { level: 9 }).toString("base64");
  const holder = `<script type="text/plain" id="module">${module}</script>`;
  writeFileSync(out, finish(page, false).replace("<body>", () => `<body>\n    ${holder}`));
  console.log(`${out}: ${(readFileSync(out).length / 1e6).toFixed(1)} MB`);
}
