// The page: text, form, pages and findings of one report, and the library that knows them.
import type { Finding, Judged, Lists, Place } from "./answers";
import { debounced, get, h, say, tabs } from "./dom";
import { createEditor } from "./editor";
import { Fault, Lost, served, start as startEngine, type Engine } from "./engine";
import { chosen, download, dropped, isReport, isWord, pathIn } from "./files";
import * as forms from "./form";
import type { Message, NamedFile } from "./message";
import * as panels from "./panels";
import { Disk } from "./served";
import * as store from "./store";
import { choose, isLanguage, language, languages, preferred, t } from "./texts";
import { createViewer } from "./viewer";
import { showWord } from "./word";

const state = {
  /** The name of the report; empty before there is one. */
  name: "",
  /** Files that the report names. */
  beside: [] as NamedFile[],
  judged: undefined as Judged | undefined,
  /** The text that was judged: what was typed since has other places. */
  judgedText: "",
  /** The text has changed since it was last saved. */
  unsaved: false,
  /** The page keeps its work in the browser. */
  keeps: false,
  panel: "findings",
  /** Lines of the file end with a carriage return and a line feed. */
  windows: false,
};

let engine: Engine;
let lists: Lists;
let showForm: ((form: Judged["form"]) => void) | undefined;

const editor = createEditor(get("text"), document.querySelector("style")?.nonce ?? "", {
  changed() {
    if (!state.name) call("report.yaml");
    state.unsaved = true;
    told = "";
    judgeSoon();
    keepSoon();
  },
  moved: (at) => viewer.goTo(0, at, true),
  fix: (finding) => fix(finding),
});

const viewer = createViewer(get("sheets"), {
  needs: () => askSoon("pages"),
  pressed(content, piece, letters, word) {
    const place = state.judged?.places.find(([id]) => id === content);
    if (!place) return;
    const [, file, from, to, , , pieces] = place;
    const at = piece === null ? undefined : pieces[piece];
    jumpTo(file, ...(at ? wordAt(at, letters, word) : ([from, to] as const)));
  },
});

/** The place of a word in the text, where its piece begins and how many letters of it stand before are known. */
function wordAt([from, to]: [number, number], letters: number, word: string): [number, number] {
  const source = editor.text().slice(from, to);
  // Marks of emphasis and line ends make the text longer than what is drawn.
  let best = -1;
  for (let at = source.indexOf(word); word && at >= 0; at = source.indexOf(word, at + 1)) {
    if (best < 0 || Math.abs(at - letters) < Math.abs(best - letters)) best = at;
  }
  const start = best < 0 ? Math.min(letters, source.length) : best;
  return [from + start, from + start + (best < 0 ? 0 : word.length)];
}

function jumpTo(file: number, from: number, to: number): void {
  if (file !== 0) {
    say(state.judged?.sources[file] ?? "");
    return;
  }
  chooseView("write");
  chooseWrite("text");
  editor.goTo(from, to);
  viewer.goTo(0, from, true);
}

const jump = (at: Place): void => jumpTo(...at);

function fix(finding: Finding): void {
  // The next answer brings the finding again, with its new place.
  if (editor.text() !== state.judgedText) return;
  const edits = finding.fix?.filter(({ at }) => at[0] === 0) ?? [];
  editor.change(edits.map(({ at, text }) => ({ from: at[1], to: at[2], text })));
  say(t("fixed"));
}

// ---- Judging: one question at a time; what was typed meanwhile is asked next. ----

let busy = false;
let wanted: "judge" | "pages" | undefined;

const encoder = new TextEncoder();

function report(text = editor.text()): NamedFile {
  return { name: state.name, bytes: encoder.encode(text) };
}

const soon = { judge: debounced(0, () => void ask("judge")), pages: debounced(20, () => void ask("pages")) };
/** What will be asked when its pause is over. */
const coming = new Set<"judge" | "pages">();

/** Asks once nothing has happened for a moment. */
function askSoon(what: "judge" | "pages"): void {
  coming.add(what);
  tellWork();
  soon[what]();
}

const judgeSoon = (): void => askSoon("judge");

/** For programs that wait until everything is shown: the page says so at its root. */
function tellWork(): void {
  document.documentElement.dataset["work"] = busy || wanted || coming.size > 0 ? "busy" : "done";
}

async function ask(what: "judge" | "pages"): Promise<void> {
  coming.delete(what);
  if (busy) wanted = wanted === "judge" ? wanted : what;
  if (busy || !state.name) {
    tellWork();
    return;
  }
  busy = true;
  tellWork();
  try {
    const question = {
      ask: what,
      report: state.name,
      show: viewer.shown(),
      have: viewer.have(),
      shapes: viewer.shapes(),
    };
    const text = editor.text();
    const answer = await engine.ask<Judged>(question, [report(text)]);
    if (what === "judge") {
      state.judgedText = text;
      showJudged(answer.says);
    } else if (wanted !== "judge") {
      viewer.show(answer.says.pages, undefined);
    }
  } catch (error) {
    complain(error);
  }
  busy = false;
  const next = wanted;
  wanted = undefined;
  if (next) await ask(next);
  tellWork();
}

function showJudged(judged: Judged): void {
  const unreadable = judged.verdict === "unreadable";
  const shown = state.judged;
  // Findings belong to the text that was judged; what was typed since comes with the next answer.
  if (wanted !== "judge") editor.show(judged.findings);
  const keepsPages = unreadable && shown !== undefined && shown.verdict !== "unreadable";
  const stale = keepsPages || (unreadable && outdated);
  state.judged = stale && shown ? { ...judged, places: shown.places } : judged;
  if (!stale) viewer.show(judged.pages, judged.places);
  outdated = stale;
  viewer.outdated(stale);
  get("outdated").hidden = !stale;
  titlePages();
  showForm?.(judged.form);
  showPanel();
  tell(judged);
}

/** Says how many findings there are. */
function tell({ findings }: Judged): void {
  const summary = panels.summary(findings);
  if (summary !== told) say(summary);
  told = summary;
}

/** How many findings were told last. What is said in between, for instance that the report is saved, stays to be read. */
let told = "";

let outdated = false;

function titlePages(): void {
  const { judged } = state;
  get("pages-title").textContent = outdated || !judged ? t("pages") : t("pageCount", judged.pages.sheets.length);
}

function complain(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  say(error instanceof Lost ? t("connectionLost") : error instanceof Fault ? t("fault", reason) : t("cannot", reason));
}

let shownPanel = "";

/** Shows the chosen panel. One that would say the same stays, with what is ticked, selected and focused in it. */
function showPanel(): void {
  const { judged } = state;
  if (!judged) return;
  const panel = get("panel");
  const made: Record<string, [unknown, () => HTMLElement]> = {
    findings: [[judged.findings, judged.sources], () => panels.findings(judged, jump, fix)],
    budget: [judged.count, () => panels.budget(judged.count)],
    outline: [[judged.outline, judged.right_to_left], () => panels.outline(judged, jump)],
    checklist: [judged.checklist, () => panels.checklist(judged)],
    upload: [[judged.upload, judged.body.id], () => panels.upload(judged)],
  };
  const [said, make] = made[state.panel] ?? [];
  const shown = JSON.stringify([state.panel, language(), said]);
  if (!make || shown === shownPanel) return;
  shownPanel = shown;
  const hadFocus = panel.contains(document.activeElement);
  panel.replaceChildren(make());
  panel.setAttribute("aria-labelledby", `tab-${state.panel}`);
  if (hadFocus) panel.focus();
}

// ---- Reports and files. ----

/** A report that does not stand on the disk of the program: what is written from now on is not written over one that does. */
function openOwn(name: string, text: string, beside: NamedFile[]): void {
  disk?.leave();
  openReport(name, text, beside);
}

/** Gives the report its name: from now on there is one. */
function call(name: string): void {
  state.name = name;
  document.title = `${name} · assemble`;
  get("empty").hidden = true;
  get<HTMLButtonElement>("save").disabled = false;
}

function openReport(name: string, text: string, beside: NamedFile[]): void {
  call(name);
  state.windows = text.includes("\r\n");
  state.beside = beside.map((file) => ({ ...file, name: pathIn(text, file.name) }));
  state.judged = undefined;
  outdated = false;
  told = "";
  state.unsaved = false;
  engine.setBeside(state.beside);
  editor.open(text);
  showFiles();
  void ask("judge");
}

function addFiles(files: NamedFile[]): void {
  const text = editor.text();
  const named = files.map((file) => ({ ...file, name: pathIn(text, file.name) }));
  const names = new Set(named.map(({ name }) => name));
  state.beside = [...state.beside.filter(({ name }) => !names.has(name)), ...named];
  engine.setBeside(state.beside);
  showFiles();
  judgeSoon();
  keepSoon();
}

async function take(files: NamedFile[]): Promise<void> {
  const draft = files.find(({ name }) => isWord(name));
  if (draft) {
    openWord(draft);
    return;
  }
  const first = files.find(({ name }) => isReport(name));
  const others = files.filter((file) => file !== first);
  if (!first) {
    if (others.length > 0 && disk?.holds()) say(t("besideOnDisk"));
    else if (others.length > 0) addFiles(others);
    return;
  }
  const name = first.name.split("/").pop() ?? first.name;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(first.bytes);
  } catch {
    say(t("notUtf8", name));
    return;
  }
  if (!mayLose()) return;
  closeStart();
  openOwn(name, text, others);
}

function openWord(draft: NamedFile): void {
  closeStart();
  const dialog = get<HTMLDialogElement>("word-dialog");
  const { form } = state.judged ?? {};
  showWord(get("word"), draft, engine, lists, form, {
    take(files) {
      if (!mayLose()) return false;
      const [first, ...others] = files;
      if (first) openOwn(first.name, new TextDecoder().decode(first.bytes), others);
      state.unsaved = true;
      keepSoon();
      return true;
    },
    close: () => dialog.close(),
  });
  if (!dialog.open) dialog.showModal();
}

function mayLose(): boolean {
  return !state.unsaved || state.keeps || window.confirm(t("unsaved"));
}

function showFiles(): void {
  get("beside").hidden = disk?.holds() ?? false;
  const items = state.beside.map(({ name }) =>
    h(
      "li",
      {},
      name,
      " ",
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          "aria-label": t("removeFile", name),
          click: () => {
            state.beside = state.beside.filter((file) => file.name !== name);
            engine.setBeside(state.beside);
            showFiles();
            judgeSoon();
            keepSoon();
          },
        },
        "✕",
      ),
    ),
  );
  get("files").replaceChildren(...(items.length > 0 ? items : [h("li", {}, t("noFiles"))]));
}

async function setField(field: string | { submitter: number; key: string }, value: string): Promise<void> {
  if (!state.name) call("report.yaml");
  try {
    const says = { ask: "set", report: state.name, field, value };
    const before = editor.text();
    const answer: Message<{ at: Place; text: string }> = await engine.ask(says, [report(before)]);
    if (editor.text() !== before) {
      await setField(field, value);
      return;
    }
    const { at, text } = answer.says;
    if (at[1] !== at[2] || text !== "") editor.change([{ from: at[1], to: at[2], text }]);
    if (disk?.holds()) await disk.write();
  } catch (error) {
    complain(error);
  }
}

async function save(kind: string): Promise<void> {
  const note = get("save-note");
  note.textContent = "";
  try {
    if (kind === "yaml") {
      if (disk?.holds()) {
        await disk.write();
      } else {
        download({ name: state.name, bytes: encoder.encode(toDisk(editor.text())) });
        note.textContent = t("saved", state.name);
      }
      state.unsaved = false;
      return;
    }
    const draft = get<HTMLInputElement>("draft").checked;
    const comments = get<HTMLInputElement>("comments").checked;
    const answer = await engine.ask<{ refused?: boolean }>(
      { ask: "build", report: state.name, kind, draft, comments },
      [report()],
    );
    if (answer.says.refused) {
      note.textContent = t("refused");
      return;
    }
    answer.files.forEach(download);
    note.textContent = t("saved", answer.files.map(({ name }) => name).join(", "));
  } catch (error) {
    complain(error);
    note.textContent = get("state-line").textContent;
  }
}

function toDisk(text: string): string {
  return state.windows ? text.replace(/\n/g, "\r\n") : text;
}

// ---- Starting. ----

function openStart(): void {
  const dialog = get<HTMLDialogElement>("start-dialog");
  if (!dialog.open) dialog.showModal();
  forms.start(
    get("start"),
    lists,
    (start) => {
      if (!mayLose()) return;
      void (async () => {
        try {
          const name = "report.yaml";
          const answer = await engine.ask({ ask: "start", report: name, ...start });
          closeStart();
          const file = answer.files[0];
          if (file) openOwn(name, new TextDecoder().decode(file.bytes), []);
          state.unsaved = true;
          keepSoon();
          editor.view.focus();
        } catch (error) {
          complain(error);
        }
      })();
    },
    { open: () => get("chooser").click(), cancel: closeStart },
  );
}

function closeStart(): void {
  const dialog = get<HTMLDialogElement>("start-dialog");
  if (dialog.open) dialog.close();
}

// ---- Keeping. ----

const keepSoon = debounced(400, () => {
  if (!state.keeps || !state.name) return;
  store
    .keep({ name: state.name, text: toDisk(editor.text()), files: state.beside })
    .then(() => (state.unsaved = false), complain);
});

async function forget(): Promise<void> {
  state.keeps = false;
  state.unsaved = state.name !== "";
  get<HTMLInputElement>("keep").checked = false;
  get("forget").hidden = true;
  try {
    await store.forget();
    say(t("forgotten"));
  } catch (error) {
    complain(error);
  }
}

async function restore(): Promise<boolean> {
  const work = await store.kept().catch(() => undefined);
  if (!work) return false;
  state.keeps = true;
  get<HTMLInputElement>("keep").checked = true;
  get("forget").hidden = false;
  openReport(work.name, work.text, work.files);
  return true;
}

// ---- Words and views. ----

function relabel(): void {
  document.querySelectorAll<HTMLElement>("[data-t]").forEach((element) => {
    element.textContent = t(element.dataset["t"] as Parameters<typeof t>[0]);
  });
  document.querySelectorAll<HTMLElement>("[data-label]").forEach((element) => {
    element.setAttribute("aria-label", t(element.dataset["label"] as Parameters<typeof t>[0]));
  });
  get("promise").textContent = t(served ? "onThisMachine" : "offline");
  editor.relabel();
  viewer.relabel();
  titlePages();
  showForm = forms.facts(get("form"), lists, (field, value) => void setField(field, value));
  showFiles();
  if (state.judged) {
    showForm(state.judged.form);
    showPanel();
    tell(state.judged);
  }
}

function fillLanguages(): void {
  const select = get<HTMLSelectElement>("language");
  select.append(
    ...Object.entries(languages).map(([code, texts]) => h("option", { value: code, lang: code }, texts.name)),
  );
  select.value = language();
  select.addEventListener("change", () => {
    if (isLanguage(select.value)) choose(select.value);
    relabel();
  });
}

const chooseView = tabs(get("views"), (name) => {
  for (const section of document.querySelectorAll("main > section")) {
    section.classList.toggle("chosen", section.id === name);
  }
});

const chooseWrite = tabs(get("write-tabs"), (name) => {
  get("text").hidden = name !== "text";
  get("facts").hidden = name !== "facts";
});

const choosePanel = tabs(get("tell-tabs"), (name) => {
  state.panel = name;
  showPanel();
});

let zoom = 1;

function setZoom(to: number): void {
  zoom = Math.min(3, Math.max(0.4, to));
  get("sheets").style.setProperty("--zoom", String(zoom));
}

function listen(): void {
  const chooser = get<HTMLInputElement>("chooser");
  get("new").addEventListener("click", openStart);
  get("open").addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    void chosen(chooser.files ?? []).then(take).then(() => (chooser.value = ""));
  });
  const dialog = get<HTMLDialogElement>("save-dialog");
  get("save").addEventListener("click", () => {
    get("save-note").textContent = "";
    dialog.showModal();
  });
  get("save-cancel").addEventListener("click", () => dialog.close());
  get("kinds").addEventListener("click", (event) => {
    const kind = event.target instanceof HTMLElement ? event.target.dataset["kind"] : undefined;
    if (kind) void save(kind);
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      if (disk?.holds()) disk.write().catch(complain);
      else if (state.name) dialog.showModal();
    }
  });
  get("smaller").addEventListener("click", () => setZoom(zoom / 1.25));
  get("larger").addEventListener("click", () => setZoom(zoom * 1.25));
  const keep = get<HTMLInputElement>("keep");
  keep.addEventListener("change", () => {
    if (!keep.checked) {
      void forget();
      return;
    }
    state.keeps = true;
    get("forget").hidden = false;
    keepSoon();
    say(t("kept"));
  });
  get("forget").addEventListener("click", () => void forget());
  let depth = 0;
  const cover = get("drop");
  document.addEventListener("dragenter", (event) => {
    event.preventDefault();
    depth++;
    cover.hidden = false;
  });
  document.addEventListener("dragleave", () => {
    depth--;
    cover.hidden = depth <= 0;
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    cover.hidden = true;
    if (event.dataTransfer) void dropped(event.dataTransfer).then(take);
  });
  window.addEventListener("beforeunload", (event) => {
    if (state.unsaved && !state.keeps) event.preventDefault();
  });
}

let disk: Disk | undefined;

async function boot(): Promise<void> {
  choose(preferred());
  fillLanguages();
  get("state-line").textContent = t("loading");
  engine = await startEngine();
  lists = (await engine.ask<Lists>({ ask: "lists" })).says;
  editor.offer(lists);
  relabel();
  listen();
  chooseView("write");
  chooseWrite("text");
  choosePanel("findings");
  say("");
  if (served) {
    get("keeping").hidden = true;
    disk = new Disk(engine, {
      open: (name, text) => openReport(name, text, []),
      text: () => toDisk(editor.text()),
      unsaved: () => state.unsaved,
      written: () => (state.unsaved = false),
      update(text) {
        editor.update(text);
        state.unsaved = false;
      },
      again: () => void ask("judge"),
      failed: complain,
    });
    if (!(await disk.start())) openStart();
  } else if (await restore()) {
    say(t("restored"));
  } else {
    openStart();
  }
  document.documentElement.dataset["ready"] = "yes";
}

boot().catch((error: unknown) => complain(error));

