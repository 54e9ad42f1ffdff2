// Messages between the page and the library: an object of JSON with the bytes of files behind it
// (src/answer/message.rs tells the form).

export interface NamedFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export type Says = Record<string, unknown>;

export interface Message<S = Says> {
  says: S;
  files: NamedFile[];
}

/** Files and those beside the report; of two with one name the first. */
export function withBeside(files: NamedFile[], beside: NamedFile[]): NamedFile[] {
  const names = new Set(files.map((file) => file.name));
  return [...files, ...beside.filter((file) => !names.has(file.name))];
}

export function write(says: object, files: NamedFile[]): Uint8Array<ArrayBuffer> {
  const entries = files.map((file) => ({ name: file.name, size: file.bytes.length }));
  const text = new TextEncoder().encode(JSON.stringify({ ...says, files: entries }));
  const size = files.reduce((sum, file) => sum + file.bytes.length, 4 + text.length);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = 4 + text.length;
  for (const file of files) {
    bytes.set(file.bytes, at);
    at += file.bytes.length;
  }
  return bytes;
}

export function read(bytes: Uint8Array<ArrayBuffer>): Message {
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  const says = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Says & {
    files: { name: string; size: number }[];
  };
  let at = 4 + length;
  const files = says.files.map(({ name, size }) => {
    const file = { name, bytes: bytes.slice(at, at + size) };
    at += size;
    return file;
  });
  return { says, files };
}
