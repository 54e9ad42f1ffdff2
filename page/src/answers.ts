// What the library answers (src/answer/*.rs).

/** The index of a file, and the first and last unit of a place in its text. */
export type Place = [file: number, from: number, to: number];

export interface Finding {
  code: string;
  severity: "error" | "warning" | "info";
  message: string;
  label: string | null;
  help: string | null;
  source: string | null;
  line: number;
  column: number;
  at: Place;
  fix: { at: Place; text: string }[] | null;
}

export interface Sheet {
  number: number | null;
  mark: string;
  svg?: string;
}

export interface Pages {
  width: number;
  height: number;
  sheets: Sheet[];
  names: string[];
  shapes: string;
}

/** A paragraph or figure: its number, its place in the text, its page and how far down, the places of its pieces. */
export type ContentPlace = [
  id: number,
  file: number,
  from: number,
  to: number,
  page: number,
  down: number,
  pieces: ([number, number] | null)[],
];

export interface Section {
  level: number;
  number: string | null;
  title: string;
  paragraphs: number[];
  articles: number[];
  recommendations: { number: string; text: string }[];
  at?: Place;
}

export interface Submitter {
  name: string;
  short_name: string;
  status: string | null;
  kind: string | null;
}

export interface Form {
  submitted_to: string;
  stage: string;
  state: string;
  session: string;
  date: string | null;
  language: string | null;
  title: string;
  subtitle: string;
  submitters: Submitter[];
}

export interface Count {
  limit: { words: number; reserved: number; authority: string; confidence: string; source: string } | null;
  no_limit: string | null;
  counted: number;
  uncertain: number;
  not_counted: number;
  left: number | null;
  rows: { part: string; kind: string; words: number; counts: boolean | null }[];
  sections: { title: string; words: number }[];
  pages: number | null;
}

export interface Judged {
  verdict: "accepted" | "rule broken" | "unreadable";
  findings: Finding[];
  sources: string[];
  form: Form;
  count: Count;
  outline: { part: string; sections: Section[] }[];
  checklist: { text: string; source: string; authority: string }[];
  upload: { formats: string[]; refused: string[]; advice: Advice[] };
  body: { id: string; short_name: string; names: Record<string, string> };
  language: string;
  right_to_left: boolean;
  portal_name: string | null;
  places: ContentPlace[];
  pages: Pages;
}

export interface Advice {
  topic: string;
  text: string;
  known: boolean;
  source: string | null;
}

export interface Body {
  id: string;
  short_name: string;
  names: Record<string, string>;
  stages: string[];
  reviews_states: boolean;
  length: string;
  languages: string[] | null;
}

export interface Lists {
  version: string;
  bodies: Body[];
  states: { code: string; names: Record<string, string> }[];
  /** The names of stages and of kinds of consultative status, by language; empty where there is none. */
  stages: Record<string, Record<string, string>>;
  statuses: Record<string, Record<string, string>>;
  languages: string[];
  schema: Schema;
}

export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  description?: string;
  type?: string | string[];
  enum?: string[];
  const?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}
