// What a person asked this browser to keep: one report with its files. Nothing is kept without being asked.
import type { NamedFile } from "./message";

export interface Work {
  name: string;
  text: string;
  files: NamedFile[];
}

const DATABASE = "assemble";

function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error ?? new Error("the browser keeps nothing"));
  });
}

async function database(): Promise<IDBDatabase> {
  const asked = indexedDB.open(DATABASE, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("work");
  return request(asked);
}

export async function keep(work: Work): Promise<void> {
  const open = await database();
  await request(open.transaction("work", "readwrite").objectStore("work").put(work, "work"));
  open.close();
}

/** The kept work; looking for it makes nothing. */
export async function kept(): Promise<Work | undefined> {
  const known = await indexedDB.databases().catch(() => undefined);
  if (known && !known.some(({ name }) => name === DATABASE)) return undefined;
  const open = await database();
  const work = await request(open.transaction("work").objectStore("work").get("work"));
  open.close();
  return work as Work | undefined;
}

export async function forget(): Promise<void> {
  await request(indexedDB.deleteDatabase(DATABASE));
}
