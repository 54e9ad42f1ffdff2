// Forms: the facts of a report, and the start of a new one. Each value is written into the text at its place.
import type { Form, Lists } from "./answers";
import { choice, combobox, field, type Combobox, type Option } from "./combobox";
import { h } from "./dom";
import { language, languages, named, t, type LanguageCode } from "./texts";

export type Setter = (field: string | { submitter: number; key: string }, value: string) => void;

export function bodies(lists: Lists): Option[] {
  return lists.bodies.map((body) => ({
    value: body.id,
    label: body.id === "generic" ? t("none") : `${named(body.names)} (${body.short_name})`,
    also: `${body.id} ${body.names["en"] ?? ""}`,
  }));
}

export function states(lists: Lists): Option[] {
  const all = lists.states.map(({ code, names }) => ({ value: code, label: named(names), also: names["en"] ?? "" }));
  return all.sort((one, other) => one.label.localeCompare(other.label, language()));
}

function reportLanguages(lists: Lists): Option[] {
  return lists.languages.map((code) => ({ value: code, label: languages[code as LanguageCode].name }));
}

function stages(lists: Lists, body: string): Option[] {
  const known = lists.bodies.find(({ id }) => id === body)?.stages ?? [];
  const label = (stage: string): string => {
    const name = named(lists.stages[stage] ?? {});
    return name ? `${name} (${stage})` : stage === "session" ? t("session") : stage;
  };
  return [{ value: "", label: t("none") }, ...known.map((stage) => ({ value: stage, label: label(stage) }))];
}

function statuses(lists: Lists): Option[] {
  const known = Object.entries(lists.statuses);
  const options = known.map(([value, names]) => ({ value, label: named(names) || t("noStatus") }));
  return [{ value: "", label: t("none") }, ...options];
}

function kinds(): Option[] {
  return [
    { value: "", label: t("none") },
    { value: "ngo", label: t("kindNgo") },
    { value: "nhri", label: t("kindNhri") },
    { value: "coalition", label: t("kindCoalition") },
    { value: "child", label: t("kindChild") },
  ];
}

/** The form beside the text: shows what the text says, and writes into it. */
export function facts(box: HTMLElement, lists: Lists, set: Setter): (form: Form) => void {
  let submitters: { name: Combobox; short: Combobox; status: Combobox; kind: Combobox }[] = [];
  let stageOf = "";
  const top: Record<string, Combobox> = {
    submitted_to: combobox(t("body"), bodies(lists), (value) => set("submitted_to", value)),
    state: combobox(t("state"), states(lists), (value) => set("state", value)),
    session: field(t("session"), "text", (value) => set("session", value)),
    date: field(t("date"), "text", (value) => set("date", value)),
    language: choice(t("reportLanguage"), reportLanguages(lists), (value) => set("language", value)),
    title: field(t("title"), "text", (value) => set("title", value)),
    subtitle: field(t("subtitle"), "text", (value) => set("subtitle", value)),
  };
  const stageBox = h("div", {});
  let stage = choice(t("stage"), stages(lists, ""), (value) => set("stage", value));
  stageBox.append(stage.element);
  const list = h("div", {});
  const add = h(
    "button",
    {
      type: "button",
      click: () => set({ submitter: submitters.length, key: "name" }, t("submitter", submitters.length + 1)),
    },
    t("addSubmitter"),
  );
  const elements = Object.values(top).map(({ element }) => element);
  elements.splice(1, 0, stageBox);
  box.replaceChildren(...elements, h("h3", {}, t("submitters")), list, add);

  return (form) => {
    for (const [key, shown] of Object.entries(top)) shown.set((form[key as keyof Form] as string | null) ?? "");
    if (form.submitted_to !== stageOf) {
      stageOf = form.submitted_to;
      stage = choice(t("stage"), stages(lists, stageOf), (value) => set("stage", value));
      stageBox.replaceChildren(stage.element);
    }
    stage.set(form.stage);
    if (submitters.length !== form.submitters.length) {
      submitters = form.submitters.map((_, submitter) => ({
        name: field(t("submitterName"), "text", (value) => set({ submitter, key: "name" }, value)),
        short: field(t("shortName"), "text", (value) => set({ submitter, key: "short_name" }, value)),
        status: choice(t("status"), statuses(lists), (value) => set({ submitter, key: "status" }, value)),
        kind: choice(t("submitterKind"), kinds(), (value) => set({ submitter, key: "kind" }, value)),
      }));
      list.replaceChildren(
        ...submitters.map(({ name, short, status, kind }, submitter) =>
          h(
            "fieldset",
            {},
            h("legend", {}, t("submitter", submitter + 1)),
            name.element,
            short.element,
            status.element,
            kind.element,
          ),
        ),
      );
    }
    form.submitters.forEach((submitter, index) => {
      submitters[index]?.name.set(submitter.name);
      submitters[index]?.short.set(submitter.short_name);
      submitters[index]?.status.set(submitter.status ?? "");
      submitters[index]?.kind.set(submitter.kind ?? "");
    });
  };
}

export interface Start {
  submitted_to: string;
  stage: string;
  state: string;
  session: string;
  language: string;
  title: string;
  submitters: string[];
}

/** The form of a new report. */
export function start(
  box: HTMLElement,
  lists: Lists,
  begin: (start: Start) => void,
  instead: { open(): void; cancel(): void },
): void {
  const none = (): void => {};
  const stageBox = h("div", {});
  let stage = choice(t("stage"), stages(lists, ""), none);
  const body = combobox(t("body"), bodies(lists), (value) => {
    const chosen = lists.bodies.find(({ id }) => id === value);
    stage = choice(t("stage"), stages(lists, value), none);
    stageBox.replaceChildren(stage.element);
    stageBox.hidden = !chosen || chosen.stages.length === 0;
    stage.set(chosen?.stages[0] ?? "");
    state.element.hidden = false;
    const taken = chosen?.languages;
    if (taken && !taken.includes(spoken.value())) spoken.set(taken[0] ?? "en");
  });
  const state = combobox(t("state"), states(lists), none);
  const session = field(t("session"), "text", none);
  const spoken = choice(t("reportLanguage"), reportLanguages(lists), none);
  const title = field(t("title"), "text", none);
  const names = h("div", {});
  const submitters: Combobox[] = [];
  const addName = (): void => {
    const name = field(t("submitter", submitters.length + 1), "text", none);
    submitters.push(name);
    names.append(name.element);
  };
  addName();
  spoken.set(language());
  stageBox.append(stage.element);
  stageBox.hidden = true;
  body.input.required = true;
  const form = h(
    "form",
    {
      novalidate: true,
      submit: (event) => {
        event.preventDefault();
        if (!body.value()) {
          body.input.setAttribute("aria-invalid", "true");
          body.input.focus();
          return;
        }
        begin({
          submitted_to: body.value(),
          stage: stage.value(),
          state: state.value(),
          session: session.value(),
          language: spoken.value(),
          title: title.value(),
          submitters: submitters.map((one) => one.value()),
        });
      },
    },
    h("h2", { id: "start-title" }, t("startTitle")),
    h("p", {}, t("startIntro")),
    body.element,
    stageBox,
    state.element,
    session.element,
    spoken.element,
    title.element,
    names,
    h("button", { type: "button", class: "quiet", click: () => addName() }, t("addSubmitter")),
    h(
      "p",
      { class: "row" },
      h("button", { type: "submit", class: "primary" }, t("begin")),
      h("button", { type: "button", click: () => instead.cancel() }, t("cancel")),
    ),
    h("hr", {}),
    h("p", {}, t("openHint")),
    h("p", {}, h("button", { type: "button", click: () => instead.open() }, t("open"))),
  );
  box.replaceChildren(form);
  body.input.focus();
}
