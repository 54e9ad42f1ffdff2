// The words of the page in the language that was chosen.
import { ar } from "./texts/ar";
import { en, type Texts } from "./texts/en";
import { es } from "./texts/es";
import { fr } from "./texts/fr";
import { ru } from "./texts/ru";
import { zh } from "./texts/zh";

export const languages = { ar, en, es, fr, ru, zh };
export type LanguageCode = keyof typeof languages;

let chosen: LanguageCode = "en";

export function language(): LanguageCode {
  return chosen;
}

export function isLanguage(code: string): code is LanguageCode {
  return Object.hasOwn(languages, code);
}

/** The first language of the browser that is one of the six. */
export function preferred(): LanguageCode {
  const codes = navigator.languages.map((tag) => tag.split("-")[0] ?? "");
  return codes.find(isLanguage) ?? "en";
}

export function choose(code: LanguageCode): void {
  chosen = code;
  document.documentElement.lang = code;
  document.documentElement.dir = code === "ar" ? "rtl" : "ltr";
}

/** A text; `{0}` stands for the value. */
export function t(key: keyof Texts, value: string | number = ""): string {
  const shown = typeof value === "number" ? value.toLocaleString(chosen) : value;
  return languages[chosen][key].replace("{0}", shown);
}

/** A name in the chosen language. */
export function named(names: Record<string, string>): string {
  return names[chosen] ?? names["en"] ?? "";
}
