// A list with search, by the combobox pattern of the ARIA guide: type to filter, arrows and Enter to choose.
import { h, unique } from "./dom";
import { t } from "./texts";

export interface Option {
  value: string;
  label: string;
  /** Other words by which it is found. */
  also?: string;
}

export interface Combobox {
  element: HTMLElement;
  input: HTMLInputElement;
  value(): string;
  set(value: string): void;
}

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function combobox(label: string, options: Option[], changed: (value: string) => void): Combobox {
  const [inputId, listId] = [unique("input"), unique("list")];
  const input = h("input", {
    id: inputId,
    type: "text",
    role: "combobox",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-controls": listId,
    autocomplete: "off",
    placeholder: t("choose"),
  });
  const list = h("ul", { id: listId, role: "listbox", "aria-label": label, hidden: true });
  const status = h("span", { class: "unseen", role: "status" });
  let value = "";
  let active = -1;
  let shown: Option[] = [];

  const labelOf = (wanted: string): string => options.find((option) => option.value === wanted)?.label ?? wanted;
  const close = (): void => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (option: Option | undefined): void => {
    if (option) {
      value = option.value;
      changed(value);
    }
    input.value = labelOf(value);
    close();
  };
  const mark = (to: number): void => {
    active = to;
    [...list.children].forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === active));
      if (index === active) {
        item.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", item.id);
      }
    });
  };
  const open = (all: boolean): void => {
    const wanted = all ? "" : plain(input.value.trim());
    shown = options.filter((option) => plain(`${option.label} ${option.value} ${option.also ?? ""}`).includes(wanted));
    list.replaceChildren(
      ...shown.map((option) =>
        h(
          "li",
          {
            id: unique("option"),
            role: "option",
            "aria-selected": "false",
            mousedown: (event) => event.preventDefault(),
            click: () => choose(option),
          },
          option.label,
        ),
      ),
    );
    list.hidden = shown.length === 0;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    status.textContent = shown.length > 0 ? t("results", shown.length) : t("noMatch");
    active = -1;
    if (wanted && shown.length > 0) mark(0);
  };
  input.addEventListener("input", () => open(false));
  input.addEventListener("click", () => open(true));
  input.addEventListener("blur", () => {
    if (input.value.trim() === "") {
      if (value) changed("");
      value = "";
    }
    choose(undefined);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (list.hidden) open(true);
      if (shown.length > 0) mark((active + step + shown.length) % shown.length);
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      choose(shown[active] ?? shown[0]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      choose(undefined);
    }
  });
  return {
    element: h("div", { class: "field combobox" }, h("label", { for: inputId }, label), input, list, status),
    input,
    value: () => value,
    set: (wanted) => {
      value = wanted;
      if (document.activeElement !== input) input.value = labelOf(value);
    },
  };
}

/** A field of plain words. */
export function field(label: string, kind: string, changed: (value: string) => void): Combobox {
  const id = unique("input");
  const input = h("input", { id, type: kind, autocomplete: "off" });
  input.addEventListener("change", () => changed(input.value));
  return {
    element: h("div", { class: "field" }, h("label", { for: id }, label), input),
    input,
    value: () => input.value,
    set: (wanted) => {
      if (document.activeElement !== input) input.value = wanted;
    },
  };
}

/** One of a few. */
export function choice(label: string, options: Option[], changed: (value: string) => void): Combobox {
  const id = unique("input");
  const select = h("select", { id }, ...options.map(({ value, label }) => h("option", { value }, label)));
  select.addEventListener("change", () => changed(select.value));
  return {
    element: h("div", { class: "field" }, h("label", { for: id }, label), select),
    input: select as unknown as HTMLInputElement,
    value: () => select.value,
    set: (wanted) => {
      select.value = wanted;
    },
  };
}
