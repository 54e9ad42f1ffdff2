// What is said of the report: findings, length, outline, checklist, upload.
import type { Count, Finding, Judged, Place, Section } from "./answers";
import { h } from "./dom";
import { language, t } from "./texts";

export interface Jump {
  (at: Place): void;
}

const GRAVITY = { error: "✖", warning: "▲", info: "●" } as const;

/** How many findings there are. */
export function summary(findings: { severity: Finding["severity"] }[]): string {
  const of = (severity: Finding["severity"]) => findings.filter((finding) => finding.severity === severity).length;
  return [t("errors", of("error")), t("warnings", of("warning")), t("notes", of("info"))].join(" · ");
}

export function findings(judged: Judged, jump: Jump, fix: (finding: Finding) => void): HTMLElement {
  if (judged.findings.length === 0) return h("p", {}, t("noFindings"));
  const order = { error: 0, warning: 1, info: 2 };
  const sorted = [...judged.findings].sort((one, other) => order[one.severity] - order[other.severity]);
  return h("ul", { class: "findings" }, ...sorted.map((finding) => one(finding, judged, jump, fix)));
}

function one(finding: Finding, judged: Judged, jump: Jump, fix: (finding: Finding) => void): HTMLElement {
  const file = finding.at[0] === 0 ? "" : `${judged.sources[finding.at[0]] ?? ""} · `;
  return h(
    "li",
    { class: finding.severity },
    h(
      "p",
      { class: "finding-head" },
      h("span", { class: "sign", "aria-hidden": "true" }, GRAVITY[finding.severity]),
      h("b", {}, `${t(finding.severity)} ${finding.code}`),
      h(
        "button",
        { type: "button", class: "quiet", click: () => jump(finding.at) },
        `${file}${t("line", finding.line)}`,
      ),
      finding.fix && h("button", { type: "button", click: () => fix(finding) }, t("fix")),
    ),
    h(
      "div",
      { lang: "en", dir: "ltr" },
      h("p", {}, finding.message),
      finding.help && h("p", { class: "help" }, finding.help),
      finding.source && h("p", { class: "source" }, finding.source),
    ),
  );
}

export function budget(count: Count): HTMLElement {
  const box = h("div", { class: "budget" });
  const most = count.limit ? count.limit.words - count.limit.reserved : 0;
  box.append(h("p", { class: "figure" }, t("counted", count.counted)));
  if (count.limit && count.left !== null) {
    const left = count.left < 0 ? t("tooMany", -count.left) : t("left", count.left);
    const share = Math.min(100, Math.round((100 * count.counted) / Math.max(1, most)));
    const bar = h("meter", { min: 0, max: 100, value: share, high: 95, optimum: 0, "aria-label": left });
    box.append(
      bar,
      h("p", { class: count.left < 0 ? "figure error" : "figure" }, left),
      h("p", {}, t("limit", most)),
      h("p", { class: "source", lang: "en", dir: "ltr" }, count.limit.source),
    );
  } else if (count.no_limit) {
    box.append(h("p", { lang: "en", dir: "ltr" }, count.no_limit));
  }
  if (count.uncertain > 0) box.append(h("p", {}, t("uncertain", count.uncertain)));
  if (count.pages !== null) box.append(h("p", {}, t("pageCount", count.pages)));
  if (count.sections.length > 0) {
    const largest = Math.max(...count.sections.map((section) => section.words), 1);
    box.append(
      h("h3", {}, t("bySection")),
      table(
        [t("section"), t("words")],
        count.sections.map((section) => [
          h("span", { class: "bar-label" }, section.title, share(section.words / largest)),
          section.words,
        ]),
      ),
    );
  }
  const counts = (value: boolean | null): string => (value === null ? t("unknown") : value ? t("yes") : t("no"));
  box.append(
    h("h3", {}, t("byPart")),
    table(
      [t("part"), t("kind"), t("words"), t("counts")],
      count.rows.map((row) => [english(row.part), english(row.kind), row.words, counts(row.counts)]),
    ),
  );
  return box;
}

function english(text: string): HTMLElement {
  return h("span", { lang: "en" }, text);
}

function share(part: number): HTMLElement {
  const bar = h("span", { class: "bar", "aria-hidden": "true" });
  bar.style.inlineSize = `${Math.round(part * 100)}%`;
  return bar;
}

/** A table; words of a cell that are a number stand at its end. */
function table(heads: string[], rows: (string | HTMLElement | number)[][]): HTMLElement {
  const look = (column: number): string => (typeof rows[0]?.[column] === "number" ? "number" : "");
  const shown = (cell: string | HTMLElement | number) => (typeof cell === "number" ? cell.toLocaleString(language()) : cell);
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...heads.map((head, at) => h("th", { scope: "col", class: look(at) }, head)))),
    h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((cell, at) => h("td", { class: look(at) }, shown(cell)))))),
  );
}

export function outline(judged: Judged, jump: Jump): HTMLElement {
  const parts = judged.outline.filter((part) => part.sections.length > 0);
  if (parts.length === 0) return h("p", {}, t("noOutline"));
  const lines = parts.flatMap((part) => part.sections.map((section) => line(section, part.part, jump)));
  return h("ul", { class: "outline", dir: judged.right_to_left ? "rtl" : "ltr" }, ...lines);
}

function line(section: Section, part: string, jump: Jump): HTMLElement {
  const [first, last] = [section.paragraphs[0], section.paragraphs[section.paragraphs.length - 1]];
  const numbers = first === undefined ? "" : first === last ? `${first}` : `${first}–${last}`;
  const title = [section.number, section.title || part].filter(Boolean).join(" ");
  const { at } = section;
  return h(
    "li",
    { class: `level-${section.level}` },
    at ? h("button", { type: "button", class: "quiet", click: () => jump(at) }, title) : h("span", {}, title),
    numbers && h("small", {}, t(first === last ? "paragraph" : "paragraphs", numbers)),
    section.recommendations.length > 0 &&
      h("ul", {}, ...section.recommendations.map(({ number, text }) => h("li", {}, h("b", {}, number), ` ${text}`))),
  );
}

export function checklist(judged: Judged): HTMLElement {
  if (judged.checklist.length === 0) return h("p", {}, t("noChecklist"));
  return h(
    "ul",
    { class: "checklist", lang: "en", dir: "ltr" },
    ...judged.checklist.map((item) =>
      h("li", {}, h("label", {}, h("input", { type: "checkbox" }), " ", item.text), h("p", { class: "source" }, item.source)),
    ),
  );
}

export function upload(judged: Judged): HTMLElement {
  if (judged.body.id === "generic") return h("p", {}, t("noUpload"));
  return h(
    "dl",
    { class: "upload", lang: "en", dir: "ltr" },
    ...judged.upload.advice.flatMap((advice) => [
      h("dt", {}, advice.topic),
      h("dd", {}, h("p", {}, advice.text), advice.source && h("p", { class: "source" }, advice.source)),
    ]),
  );
}
