// What the editor offers while a report is written: keys of the format, bodies, States, languages, ids of the text.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { Lists, Schema } from "./answers";
import { language, named } from "./texts";

/** The schema behind references and choices: the first of these that has keys, or the one itself. */
function resolved(schema: Schema | undefined, root: Schema): Schema | undefined {
  if (!schema) return undefined;
  if (schema.$ref) return resolved(root.$defs?.[schema.$ref.split("/").pop() ?? ""], root);
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((choice) => resolved(choice, root));
  const all = choices.filter((choice): choice is Schema => choice !== undefined);
  const withKeys = all.find((choice) => choice.properties) ?? all.map((c) => resolved(c.items, root)).find((c) => c?.properties);
  if (withKeys) return withKeys;
  const values = all.flatMap((choice) => choice.enum ?? (choice.const ? [choice.const] : []));
  if (values.length > 0) return { ...schema, enum: values };
  return schema.items ? resolved(schema.items, root) : schema;
}

/** The keys that lead to a line: `submitted_by`, `contact` for what stands below `contact:` of a submitter. */
export function path(lines: string[]): string[] {
  const last = lines[lines.length - 1] ?? "";
  let indent = /^[\s-]*/.exec(last)?.[0].length ?? 0;
  const keys: string[] = [];
  for (let at = lines.length - 2; at >= 0 && indent > 0; at--) {
    const line = lines[at] ?? "";
    const match = /^([\s-]*)([a-z_]+):/.exec(line);
    if (!match || match[1] === undefined || match[2] === undefined || match[1].length >= indent) continue;
    // A key whose list begins in its own column.
    keys.unshift(match[2]);
    indent = match[1].length;
  }
  return keys;
}

function schemaOf(keys: string[], root: Schema): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const key of keys) schema = resolved(schema?.properties?.[key], root);
  return schema;
}

export function complete(lists: Lists) {
  return (context: CompletionContext): CompletionResult | null => {
    const { state, pos } = context;
    const line = state.doc.lineAt(pos);
    const before = line.text.slice(0, pos - line.from);
    const id = /@([\w-]*)$/.exec(before);
    if (id) return offer(pos - (id[1]?.length ?? 0), ids(state.doc.toString()));
    const lines = state.doc.sliceString(0, pos).split("\n");
    const above = path(lines);
    if (isText(lines, above)) return null;
    const value = /^[\s-]*([a-z_]+):\s+([^#]*)$/.exec(before);
    if (value) {
      const from = pos - (value[2]?.length ?? 0);
      return offer(from, values(above, value[1] ?? "", lists, state.doc.toString()));
    }
    const key = /^([\s-]*)([a-z_]*)$/.exec(before);
    if (!key || (key[2] === "" && !context.explicit)) return null;
    const properties = schemaOf(above, lists.schema)?.properties ?? {};
    const found = Object.entries(properties).map(([name, about]) => ({
      label: name,
      apply: `${name}: `,
      info: resolved(about, lists.schema)?.description ?? about.description ?? "",
      type: "property",
    }));
    return offer(pos - (key[2]?.length ?? 0), found);
  };
}

function offer(from: number, options: Completion[]): CompletionResult | null {
  return options.length > 0 ? { from, options, validFor: /^[^:#]*$/ } : null;
}

/** Whether the line stands in a text of several lines. */
function isText(lines: string[], above: string[]): boolean {
  const last = above[above.length - 1];
  const text = lines.findLast((line) => last !== undefined && line.trimStart().replace(/^- /, "").startsWith(`${last}:`));
  return text !== undefined && /:\s*[|>][-+0-9]*\s*(#.*)?$/.test(text);
}

function ids(text: string): Completion[] {
  const found = new Set([...text.matchAll(/\{#([\w-]+)\}|^\s*id:\s*([\w-]+)/gm)].map((match) => match[1] ?? match[2] ?? ""));
  return [...found].map((label) => ({ label, type: "constant" }));
}

function values(above: string[], key: string, lists: Lists, text: string): Completion[] {
  if (above.length === 0 && key === "submitted_to") {
    return lists.bodies.map((body) => ({ label: body.id, detail: named(body.names), type: "enum" }));
  }
  if (above.length === 0 && key === "state") {
    const states = lists.states.map(({ code, names }) => ({ code, name: named(names) }));
    states.sort((one, other) => one.name.localeCompare(other.name, language()));
    return states.map(({ code, name }) => ({ label: `${code} ${name}`, apply: code, type: "enum" }));
  }
  if (above.length === 0 && key === "stage") {
    const body = /^submitted_to:\s*([\w-]+)/m.exec(text)?.[1];
    return (lists.bodies.find(({ id }) => id === body)?.stages ?? []).map((label) => ({ label, type: "enum" }));
  }
  const schema = resolved(schemaOf(above, lists.schema)?.properties?.[key], lists.schema);
  const type = Array.isArray(schema?.type) ? schema.type : [schema?.type];
  const known = schema?.enum ?? (type.includes("boolean") ? ["true", "false"] : []);
  return known.filter((label) => label !== null).map((label) => ({ label: String(label), type: "enum" }));
}
