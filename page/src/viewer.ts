// The pages as they will be: each a drawing, made when it comes near the window; shapes of words are kept once for all.
import type { ContentPlace, Pages } from "./answers";
import { get, h } from "./dom";
import { t } from "./texts";

export interface Viewer {
  /** The pages in and near the window: the first, and the one after the last. */
  shown(): [number, number];
  /** The marks of the pages that are drawn. */
  have(): string[];
  /** The names of the shapes that are there. */
  shapes(): string[];
  show(pages: Pages, places: ContentPlace[] | undefined): void;
  /** Brings the paragraph of a place in the text into sight, and marks it. */
  goTo(file: number, at: number, scroll: boolean): void;
  outdated(is: boolean): void;
  relabel(): void;
}

/** Pages beside those in the window that are drawn too. */
const AROUND = 1;

/** More shapes than this are looked through for those that are needed no more. */
const MOST_SHAPES = 10_000;

/** Makes an element like another. What is the same in both stays: to show new words is most of the work. */
function change(old: Element, wanted: Element): void {
  if (old.isEqualNode(wanted)) return;
  const isText = old.firstElementChild === null || wanted.firstElementChild === null;
  if (isText || !old.cloneNode().isEqualNode(wanted.cloneNode())) {
    old.replaceWith(wanted);
    return;
  }
  const [before, after] = [[...old.children], [...wanted.children]];
  after.forEach((child, at) => {
    const there = before[at];
    if (there) change(there, child);
    else old.append(child);
  });
  before.slice(after.length).forEach((child) => child.remove());
}

export function createViewer(
  list: HTMLElement,
  events: { needs(): void; pressed(content: number, piece: number | null, letters: number, word: string): void },
): Viewer {
  const defs = document.createElementNS("http://www.w3.org/2000/svg", "defs");
  get("shapes").append(defs);
  const known = new Set<string>();
  let sheets: { box: HTMLElement; mark: string; number: number | null }[] = [];
  let places: ContentPlace[] = [];
  let visible = new Set<Element>();
  let marked: number | undefined;

  const watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) visible.add(entry.target);
        else visible.delete(entry.target);
      }
      const [from, to] = shown();
      if (sheets.slice(from, to).some((sheet) => sheet.mark === "")) events.needs();
    },
    { root: list, rootMargin: "200px 0px" },
  );

  function shown(): [number, number] {
    const at = sheets.map(({ box }, index) => (visible.has(box) ? index : -1)).filter((index) => index >= 0);
    if (at.length === 0) return [0, 2];
    return [Math.max(0, Math.min(...at) - AROUND), Math.max(...at) + 1 + AROUND];
  }

  const name = (index: number, number: number | null): string =>
    number === null ? t("cover") : t("page", number ?? index + 1);

  function box(index: number): HTMLElement {
    const go = h("button", { class: "page-go", type: "button", click: () => firstOf(index) });
    return h("section", { class: "sheet" }, go, h("div", { class: "drawing", dir: "ltr" }));
  }

  function label(index: number): void {
    const sheet = sheets[index];
    if (!sheet) return;
    const called = name(index, sheet.number);
    sheet.box.setAttribute("aria-label", called);
    const go = sheet.box.firstElementChild as HTMLElement;
    go.textContent = called;
    go.title = sheet.number === null ? called : t("goToText", sheet.number);
  }

  function firstOf(page: number): void {
    const first = places.filter((place) => place[4] === page).sort((one, other) => one[5] - other[5])[0];
    if (first) events.pressed(first[0], null, 0, "");
  }

  function show(pages: Pages, newPlaces: ContentPlace[] | undefined): void {
    if (newPlaces) places = newPlaces;
    // What comes from the library is drawn by it alone; words of the author are escaped there.
    const parser = new DOMParser();
    if (pages.shapes) {
      const text = `<svg xmlns="http://www.w3.org/2000/svg">${pages.shapes}</svg>`;
      const drawn = parser.parseFromString(text, "image/svg+xml").documentElement;
      defs.append(...[...drawn.children].map((child) => document.importNode(child, true)));
      pages.names.forEach((one) => known.add(one));
    }
    while (sheets.length > pages.sheets.length) {
      const gone = sheets.pop();
      if (gone) {
        watcher.unobserve(gone.box);
        visible.delete(gone.box);
        gone.box.remove();
      }
    }
    pages.sheets.forEach((page, index) => {
      let sheet = sheets[index];
      if (!sheet) {
        sheet = { box: box(index), mark: "", number: page.number };
        sheets.push(sheet);
        list.append(sheet.box);
        watcher.observe(sheet.box);
      }
      sheet.number = page.number;
      const drawing = sheet.box.lastElementChild as HTMLElement;
      drawing.style.aspectRatio = `${pages.width} / ${pages.height}`;
      if (page.svg) {
        const svg = document.importNode(parser.parseFromString(page.svg, "image/svg+xml").documentElement, true);
        const old = drawing.querySelector("svg");
        if (old) change(old, svg);
        else drawing.prepend(svg);
        sheet.mark = page.mark;
      } else if (sheet.mark !== page.mark) {
        // It has changed out of sight: it is drawn when it is looked at.
        sheet.mark = "";
      }
      label(index);
    });
    mark(marked);
    // Now that the answer is drawn: it may refer to whatever was there when it was asked for.
    if (known.size > MOST_SHAPES) forgetShapes();
    const [from, to] = shown();
    if (sheets.slice(from, to).some((sheet) => sheet.mark === "")) events.needs();
  }

  /** Shapes that no drawn page refers to: words that were begun, and those of texts that are gone. */
  function forgetShapes(): void {
    const used = new Set([...list.querySelectorAll("use")].map((use) => use.getAttribute("href")?.slice(1)));
    for (const shape of [...defs.children].filter(({ id }) => !used.has(id))) {
      known.delete(shape.id);
      shape.remove();
    }
  }

  /** Marks a paragraph or figure, which may stand on several pages. */
  function mark(content: number | undefined): void {
    marked = content;
    list.querySelectorAll(".here").forEach((element) => element.remove());
    if (content === undefined) return;
    for (const group of list.querySelectorAll<SVGGElement>(`[data-c="${content}"]`)) {
      const { width, height } = group.ownerSVGElement?.viewBox.baseVal ?? { width: 1, height: 1 };
      const box = group.getBBox();
      const here = h("div", { class: "here", "aria-hidden": "true" });
      here.style.left = `${(100 * box.x) / width}%`;
      here.style.top = `${(100 * box.y) / height}%`;
      here.style.width = `${(100 * box.width) / width}%`;
      here.style.height = `${(100 * box.height) / height}%`;
      group.closest(".drawing")?.append(here);
    }
  }

  list.addEventListener("click", (event) => {
    // Who selects words wants to copy them.
    if (!document.getSelection()?.isCollapsed) return;
    const element = event.target instanceof Element ? event.target : null;
    const group = element?.closest<SVGGElement>("[data-c]");
    if (!group) return;
    const text = element?.closest<SVGTextElement>("text");
    const content = Number(group.dataset["c"]);
    if (!text || text.dataset["i"] === undefined) {
      events.pressed(content, null, 0, "");
      return;
    }
    const svg = text.ownerSVGElement;
    const point = svg?.createSVGPoint();
    const matrix = svg?.getScreenCTM();
    let letter = 0;
    if (point && matrix) {
      point.x = (event as MouseEvent).clientX;
      point.y = (event as MouseEvent).clientY;
      letter = Math.max(0, text.getCharNumAtPosition(point.matrixTransform(matrix.inverse())));
    }
    const words = text.textContent ?? "";
    const start = words.slice(0, letter + 1).search(/\S+$/);
    const from = start < 0 ? letter : start;
    const word = /^\S*/.exec(words.slice(from))?.[0] ?? "";
    events.pressed(content, Number(text.dataset["i"]), Number(text.dataset["n"]) + from, word);
  });

  return {
    shown,
    have: () => sheets.map((sheet) => sheet.mark),
    shapes: () => [...known],
    show,
    goTo(file, at, scroll) {
      const before = places.filter((place) => place[1] === file && place[2] <= at);
      const inside = before.filter((place) => at <= place[3]);
      const all = inside.length > 0 ? inside : before;
      // The narrowest place that holds it, else the last one before it.
      const best = all.reduce<ContentPlace | undefined>((one, other) => {
        if (!one) return other;
        return inside.length > 0
          ? other[3] - other[2] < one[3] - one[2] ? other : one
          : other[2] >= one[2] ? other : one;
      }, undefined);
      if (!best) return;
      mark(best[0]);
      const sheet = sheets[best[4]];
      const drawing = sheet?.box.lastElementChild;
      if (!scroll || !sheet || !drawing) return;
      const height = drawing.clientHeight;
      const points = Number(((drawing as HTMLElement).style.aspectRatio.split("/")[1] ?? "842").trim());
      const top = sheet.box.offsetTop + (drawing as HTMLElement).offsetTop + (best[5] / points) * height;
      const [start, end] = [list.scrollTop, list.scrollTop + list.clientHeight];
      if (top < start + 40 || top > end - 80) list.scrollTo({ top: top - list.clientHeight / 3 });
    },
    outdated: (is) => list.classList.toggle("outdated", is),
    relabel: () => sheets.forEach((_, index) => label(index)),
  };
}
