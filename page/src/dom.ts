// Elements from code. Texts are always text, never markup; styles and scripts stand in files of their own.
type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | boolean | number | ((event: Event) => void)>;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => child != null && child !== false));
  return element;
}

export function get<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (!element) throw new Error(`there is no element ${id}`);
  return element as E;
}

let names = 0;

export function unique(prefix: string): string {
  return `${prefix}-${names++}`;
}

/** Says something to everybody: in the line of the page's state, which screen readers read aloud. */
export function say(text: string): void {
  const line = get("state-line");
  // The same words again would be read aloud again.
  if (line.textContent !== text) line.textContent = text;
}

/** Calls `work` once nothing has happened for so many milliseconds. */
export function debounced(milliseconds: number, work: () => void): () => void {
  let timer = 0;
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(work, milliseconds);
  };
}

/** Tabs by the pattern of the ARIA guide: one is in the order of the Tab key, arrows move between them. */
export function tabs(list: HTMLElement, shown: (name: string) => void): (name: string) => void {
  const all = [...list.querySelectorAll<HTMLElement>("[role=tab]")];
  const select = (name: string): void => {
    for (const tab of all) {
      const chosen = tab.dataset["name"] === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    shown(name);
  };
  for (const tab of all) tab.addEventListener("click", () => select(tab.dataset["name"] ?? ""));
  list.addEventListener("keydown", (event) => {
    const at = all.findIndex((tab) => tab === document.activeElement);
    const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = document.documentElement.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const visible = all.filter((tab) => tab.offsetParent !== null);
    const here = visible.indexOf(all[at] as HTMLElement);
    const moves: Record<string, number> = {
      [forward]: here + 1,
      [back]: here - 1,
      Home: 0,
      End: visible.length - 1,
    };
    const to = moves[event.key];
    const next = to === undefined ? undefined : visible[(to + visible.length) % visible.length];
    if (!next) return;
    event.preventDefault();
    next.focus();
    select(next.dataset["name"] ?? "");
  });
  return select;
}
