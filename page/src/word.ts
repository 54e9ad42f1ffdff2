// A Word draft: its findings and count, a copy with the findings as comments, a clean copy, and the report it becomes.
import type { Count, Finding, Form, Lists } from "./answers";
import { choice, combobox, field } from "./combobox";
import { h } from "./dom";
import type { Engine } from "./engine";
import { download } from "./files";
import { bodies, states } from "./form";
import type { Message, NamedFile } from "./message";
import * as panels from "./panels";
import { language, t } from "./texts";

/** What is said of a Word file; a finding names the place in words people find in Word. */
interface Said {
  findings?: (Finding & { place: string | null; words: string | null })[];
  count?: Count;
  words?: number;
  carried?: number;
  taken?: Record<string, number>;
  left?: string[];
}

export function showWord(
  box: HTMLElement,
  draft: NamedFile,
  engine: Engine,
  lists: Lists,
  form: Form | undefined,
  events: { take(files: NamedFile[]): boolean; close(): void },
): void {
  const none = (): void => {};
  const body = combobox(t("body"), bodies(lists), none);
  const state = combobox(t("state"), states(lists), none);
  const session = field(t("session"), "text", none);
  const changes = choice(
    t("changesAsk"),
    [
      { value: "accept", label: t("acceptChanges") },
      { value: "reject", label: t("rejectChanges") },
    ],
    none,
  );
  body.set(form?.submitted_to ?? "");
  state.set(form?.state ?? "");
  session.set(form?.session ?? "");
  const results = h("div", { id: "word-results", role: "status" });
  const show = (...shown: (Node | string)[]): void => {
    results.replaceChildren(...shown);
    results.scrollIntoView({ block: "nearest" });
  };

  async function ask(kind: string): Promise<Message<Said> | undefined> {
    if ((kind === "check" || kind === "marked") && !body.value()) {
      body.input.setAttribute("aria-invalid", "true");
      body.input.focus();
      return undefined;
    }
    body.input.removeAttribute("aria-invalid");
    try {
      const question = {
        ask: "word",
        file: draft.name,
        kind,
        submitted_to: body.value(),
        state: state.value(),
        session: session.value(),
        changes: changes.value(),
      };
      return await engine.ask<Said>(question, [draft]);
    } catch (error) {
      show(h("p", { class: "error" }, t("cannot", error instanceof Error ? error.message : String(error))));
      return undefined;
    }
  }

  async function check(): Promise<void> {
    const answer = await ask("check");
    if (!answer) return;
    const { findings, count } = answer.says;
    show(h("p", { class: "figure" }, panels.summary(findings ?? [])), list(findings ?? []), count ? panels.budget(count) : "");
    results.scrollIntoView({ block: "start" });
  }

  async function copy(kind: "marked" | "clean"): Promise<void> {
    const answer = await ask(kind);
    if (!answer) return;
    answer.files.forEach(download);
    const { taken, left } = answer.says;
    const lines = Object.entries(taken ?? {}).map(([what, many]) => t("takenOut", `${what} (${many})`));
    lines.push(...(left ?? []).map((what) => t("leftIn", what)));
    show(
      h("p", {}, t("saved", answer.files.map(({ name }) => name).join(", "))),
      h("ul", {}, ...lines.map((line) => h("li", {}, line))),
    );
  }

  async function open(): Promise<void> {
    const answer = await ask("import");
    if (!answer || !events.take(answer.files)) return;
    const { words, carried, findings } = answer.says;
    const figure = (number = 0): string => number.toLocaleString(language());
    show(h("p", {}, t("carried", `${figure(carried)} / ${figure(words)}`)), list(findings ?? []));
    results.scrollIntoView({ block: "start" });
  }

  const button = (label: string, act: () => Promise<void>, look = "") =>
    h("button", { type: "button", class: look, click: () => void act() }, label);
  box.replaceChildren(
    h("h2", { id: "word-title" }, `${t("wordTitle")}: ${draft.name}`),
    h("p", {}, t("wordIntro")),
    body.element,
    state.element,
    session.element,
    changes.element,
    h(
      "div",
      { class: "row" },
      button(t("wordCheck"), check, "primary"),
      button(t("wordMarked"), () => copy("marked")),
      button(t("wordImport"), open),
      button(t("wordClean"), () => copy("clean")),
    ),
    h("p", { class: "source" }, t("wordCleanHint")),
    results,
    h("p", {}, h("button", { type: "button", click: () => events.close() }, t("close"))),
  );
  body.input.focus();
}

function list(findings: NonNullable<Said["findings"]>): HTMLElement {
  if (findings.length === 0) return h("p", {}, t("noFindings"));
  return h(
    "ul",
    { class: "findings" },
    ...findings.map((finding) =>
      h(
        "li",
        { class: finding.severity },
        h("p", { class: "finding-head" }, h("b", {}, `${t(finding.severity)} ${finding.code}`), finding.place),
        finding.words && h("blockquote", { dir: "auto" }, finding.words),
        h(
          "div",
          { lang: "en", dir: "ltr" },
          h("p", {}, finding.message),
          finding.help && h("p", { class: "help" }, finding.help),
          finding.source && h("p", { class: "source" }, finding.source),
        ),
      ),
    ),
  );
}
