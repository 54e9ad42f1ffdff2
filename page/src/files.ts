// From what a person drops or chooses to files with the paths by which the report names them.
import type { NamedFile } from "./message";

export async function dropped(transfer: DataTransfer): Promise<NamedFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry != null);
  if (entries.length === 0) return chosen(transfer.files);
  const files = await Promise.all(entries.map((entry) => inside(entry, "")));
  return files.flat();
}

async function inside(entry: FileSystemEntry, folder: string): Promise<NamedFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed));
    return [{ name: folder + file.name, bytes: await bytesOf(file) }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: NamedFile[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return found;
    for (const one of some) found.push(...(await inside(one, `${folder}${entry.name}/`)));
  }
}

export async function chosen(list: Iterable<File>): Promise<NamedFile[]> {
  return Promise.all([...list].map(async (file) => ({ name: file.name, bytes: await bytesOf(file) })));
}

async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer());
}

export const isReport = (name: string): boolean => /\.ya?ml$/i.test(name);

/** The path by which the report names a file: it may name `pictures/a.png` what was dropped as `a.png`. */
export function pathIn(text: string, name: string): string {
  const parts = name.split("/");
  for (let at = 0; at < parts.length; at++) {
    const end = parts.slice(at).join("/").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const match = new RegExp(`(?<![^\\s"'(\\[{,:/])(?:[^\\s"'(\\[{,:]*/)?${end}(?![\\w.])`).exec(text);
    if (match) return match[0];
  }
  return name;
}

export function download(file: NamedFile): void {
  const url = URL.createObjectURL(new Blob([file.bytes], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = file.name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
