// The editor: the text of the report with its findings under the words.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, bracketMatching, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Compartment, EditorSelection, EditorState, RangeSetBuilder, type ChangeSpec } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  ViewPlugin,
  highlightActiveLine,
  keymap,
  lineNumbers,
  type DecorationSet,
  type ViewUpdate,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Finding, Lists } from "./answers";
import { complete } from "./completion";
import { h } from "./dom";
import { t } from "./texts";

export interface Editor {
  view: EditorView;
  text(): string;
  /** Another report: history and place are gone. */
  open(text: string): void;
  /** The same report as another program wrote it: what is the same stays, and so does the place. */
  update(text: string): void;
  change(edits: { from: number; to: number; text: string }[]): void;
  goTo(from: number, to: number): void;
  show(findings: Finding[]): void;
  relabel(): void;
  offer(lists: Lists): void;
}

const look = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], class: "tok-key" },
  { tag: tags.comment, class: "tok-comment" },
  { tag: [tags.string, tags.content], class: "tok-string" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], class: "tok-sign" },
]);

/** Lines whose first letter is read from the right: texts in Arabic, but not keys with Arabic values. */
const FROM_THE_RIGHT = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const rightToLeft = Decoration.line({ attributes: { dir: "rtl" } });

const directions = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = linesFromTheRight(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = linesFromTheRight(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function linesFromTheRight(view: EditorView): DecorationSet {
  const found = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      if (FROM_THE_RIGHT.test(line.text)) found.add(line.from, line.from, rightToLeft);
      at = line.to + 1;
    }
  }
  return found.finish();
}

/** Deeper than any report: the colours of the editor come from functions that call themselves at each level. */
const DEEP = 500;
const DEEP_LINE = new RegExp(`^(?: {${DEEP}}|(?: *[-?] ){${DEEP}})`, "m");

function isDeep(text: string): boolean {
  let depth = 0;
  for (const [sign] of text.matchAll(/[[\]{}]/g)) {
    depth = sign === "[" || sign === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth > DEEP) return true;
  }
  return DEEP_LINE.test(text);
}

export function createEditor(
  parent: HTMLElement,
  nonce: string,
  events: { changed(): void; moved(at: number): void; fix(finding: Finding): void },
): Editor {
  const completion = new Compartment();
  const labels = new Compartment();
  const labelled = () => [
    EditorView.editorAttributes.of({ dir: "ltr" }),
    EditorView.contentAttributes.of({ "aria-label": t("editor"), spellcheck: "true", tabindex: "0" }),
  ];
  let silent = false;
  let lists: Lists | undefined;
  const completing = () => autocompletion({ override: lists ? [complete(lists)] : [], icons: false });
  const language = new Compartment();
  const coloured = (text: string) => (isDeep(text) ? [] : yaml());
  const extensions = (text: string) => [
    lineNumbers(),
    lintGutter(),
    history(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    indentUnit.of("  "),
    language.of(coloured(text)),
    // A few letters nest nothing deeply.
    EditorState.transactionExtender.of((change) => {
      let most = 0;
      change.changes.iterChanges((_from, _to, _fromNew, _toNew, inserted) => (most = Math.max(most, inserted.length)));
      return most > DEEP ? { effects: language.reconfigure(coloured(change.newDoc.toString())) } : null;
    }),
    syntaxHighlighting(look),
    EditorView.lineWrapping,
    EditorView.perLineTextDirection.of(true),
    directions,
    EditorView.cspNonce.of(nonce),
    completion.of(completing()),
    labels.of(labelled()),
    // Tab moves to what follows the editor, as everywhere on the page.
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...lintKeymap,
      ...defaultKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !silent) events.changed();
      if (update.selectionSet && update.transactions.some((one) => one.isUserEvent("select"))) {
        events.moved(update.state.selection.main.head);
      }
    }),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ doc: "", extensions: extensions("") }) });

  function change(changes: ChangeSpec, quiet: boolean): void {
    silent = quiet;
    view.dispatch({ changes });
    silent = false;
  }

  return {
    view,
    text: () => view.state.doc.toString(),
    open(text) {
      view.setState(EditorState.create({ doc: text, extensions: extensions(text) }));
    },
    update(text) {
      const old = view.state.doc.toString();
      text = text.replace(/\r\n?/g, "\n");
      let from = 0;
      while (from < old.length && old[from] === text[from]) from++;
      let same = 0;
      const most = Math.min(old.length, text.length) - from;
      while (same < most && old[old.length - 1 - same] === text[text.length - 1 - same]) same++;
      change({ from, to: old.length - same, insert: text.slice(from, text.length - same) }, true);
    },
    change(edits) {
      change(
        edits.map(({ from, to, text }) => ({ from, to, insert: text })),
        false,
      );
    },
    goTo(from, to) {
      const end = view.state.doc.length;
      const [start, stop] = [Math.min(from, end), Math.min(to, end)];
      view.dispatch({
        selection: EditorSelection.range(start, stop),
        effects: EditorView.scrollIntoView(start, { y: "center" }),
      });
      view.focus();
    },
    show(findings) {
      const end = view.state.doc.length;
      const diagnostics = findings
        .filter((finding) => finding.at[0] === 0)
        .map((finding): Diagnostic => {
          const from = Math.min(finding.at[1], end);
          return {
            from,
            to: Math.max(from, Math.min(finding.at[2], end)),
            severity: finding.severity,
            message: finding.message,
            renderMessage: () => message(finding),
            actions: finding.fix ? [{ name: t("fix"), apply: () => events.fix(finding) }] : [],
          };
        });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    relabel() {
      view.dispatch({ effects: labels.reconfigure(labelled()) });
    },
    offer(known) {
      lists = known;
      view.dispatch({ effects: completion.reconfigure(completing()) });
    },
  };
}

function message(finding: Finding): HTMLElement {
  return h(
    "div",
    { class: "hint", lang: "en", dir: "ltr" },
    h("p", {}, h("b", {}, finding.code), " ", finding.message),
    finding.help && h("p", {}, finding.help),
  );
}
