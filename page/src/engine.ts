// Who answers the page: the library in this file, or the program that serves the page.
import { read, withBeside, write, type Message, type NamedFile, type Says } from "./message";
import type { Order } from "./worker";
import LibraryWorker from "./worker?worker&inline";

export interface Engine {
  /** Files that the report may name. */
  setBeside(files: NamedFile[]): void;
  /** Asks; an answer with `error` becomes a failure. */
  ask<S = Says>(says: object, files?: NamedFile[]): Promise<Message<S>>;
}

function checked<S>(message: Message): Message<S> {
  if (typeof message.says["error"] === "string") throw new Error(message.says["error"]);
  return message as Message<S>;
}

/** The library in this file. */
class Inside implements Engine {
  private readonly worker = new LibraryWorker();
  private readonly open = new Map<number, { done: (message: Message) => void; failed: (error: Error) => void }>();
  private next = 0;

  constructor(program: ArrayBuffer) {
    this.worker.onmessage = (event: MessageEvent<{ id: number; bytes?: Uint8Array<ArrayBuffer>; fault?: string }>) => {
      const { id, bytes, fault } = event.data;
      const waiting = this.open.get(id);
      this.open.delete(id);
      if (bytes) waiting?.done(read(bytes));
      else waiting?.failed(new Fault(fault ?? ""));
    };
    this.worker.onerror = (event) => {
      for (const { failed } of this.open.values()) failed(new Fault(event.message));
      this.open.clear();
    };
    this.send({ program }, [program]);
  }

  private send(order: Order, transfer: Transferable[] = []): void {
    this.worker.postMessage(order, transfer);
  }

  setBeside(files: NamedFile[]): void {
    this.send({ beside: files });
  }

  async ask<S>(says: object, files: NamedFile[] = []): Promise<Message<S>> {
    const id = this.next++;
    const message = await new Promise<Message>((done, failed) => {
      this.open.set(id, { done, failed });
      this.send({ id, says, files });
    });
    return checked(message);
  }
}

/** The program stopped where it should not; its message is the place. */
export class Fault extends Error {}

/** The program that serves the page. It reads the files beside a report on its disk itself. */
class Served implements Engine {
  private beside: NamedFile[] = [];

  setBeside(files: NamedFile[]): void {
    this.beside = files;
  }

  async ask<S>(says: object, files: NamedFile[] = []): Promise<Message<S>> {
    return checked(read(await post("answer", write(says, withBeside(files, this.beside)))));
  }
}

/** The address of the served page ends with its token and a slash. */
export const base = new URL("./", location.href).href;

/** Nobody answers at the address of the page: the program has ended, or was started again with another. */
export class Lost extends Error {}

async function post(name: string, body: BodyInit): Promise<Uint8Array<ArrayBuffer>> {
  const asked = fetch(base + name, { method: "POST", body, headers: { "X-Assemble": "page" } });
  const answer = await asked.catch(() => {
    throw new Lost();
  });
  if (answer.status === 404) throw new Lost();
  if (!answer.ok) throw new Error(await answer.text());
  return new Uint8Array(await answer.arrayBuffer());
}

export const served = !document.getElementById("module");

export async function start(): Promise<Engine> {
  const module = document.getElementById("module");
  if (!module) return new Served();
  const packed = bytesOf(module.textContent ?? "");
  module.remove();
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Inside(await new Response(stream).arrayBuffer());
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const letters = atob(base64.trim());
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}
