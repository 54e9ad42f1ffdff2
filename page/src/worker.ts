// Runs the library beside the page, so that typing never waits for it.
import { withBeside, write, type NamedFile } from "./message";

interface Library {
  memory: WebAssembly.Memory;
  room(length: number): number;
  answer(): number;
  place(): number;
  fault(): number;
  fault_length(): number;
}

let program: WebAssembly.Module | undefined;
let library: Library | undefined;
/** The files beside the report. */
let beside: NamedFile[] = [];

async function start(): Promise<Library> {
  if (!program) throw new Error("the module has not come");
  const instance = await WebAssembly.instantiate(program, {});
  return instance.exports as unknown as Library;
}

async function answer(says: object, files: NamedFile[]): Promise<Uint8Array<ArrayBuffer>> {
  library ??= await start();
  const question = write(says, withBeside(files, beside));
  const at = library.room(question.length);
  new Uint8Array(library.memory.buffer).set(question, at);
  try {
    const length = library.answer();
    return new Uint8Array(library.memory.buffer, library.place(), length).slice();
  } catch (error) {
    const place = new TextDecoder().decode(
      new Uint8Array(library.memory.buffer, library.fault(), library.fault_length()),
    );
    // What stopped in the middle is not used again.
    library = undefined;
    throw new Error(place || String(error));
  }
}

export type Order =
  | { program: ArrayBuffer }
  | { beside: NamedFile[] }
  | { id: number; says: object; files: NamedFile[] };

self.onmessage = async (event: MessageEvent<Order>) => {
  const order = event.data;
  if ("program" in order) {
    program = new WebAssembly.Module(order.program);
  } else if ("beside" in order) {
    beside = order.beside;
  } else {
    try {
      const bytes = await answer(order.says, order.files);
      self.postMessage({ id: order.id, bytes }, { transfer: [bytes.buffer] });
    } catch (error) {
      self.postMessage({ id: order.id, fault: error instanceof Error ? error.message : String(error) });
    }
  }
};
