// The report on the disk, where the page is served by the program: read, written, and read again when it changes there.
import { get, h, say } from "./dom";
import { base, type Engine } from "./engine";
import { t } from "./texts";

export interface Shown {
  open(name: string, text: string): void;
  text(): string;
  unsaved(): boolean;
  written(): void;
  update(text: string): void;
  again(): void;
  failed(error: unknown): void;
}

interface Opened {
  name: string | null;
  reports: string[];
  version: string;
}

export class Disk {
  private name = "";
  private version = "";

  constructor(
    private readonly engine: Engine,
    private readonly shown: Shown,
  ) {}

  /** Whether the report that is shown stands on the disk. */
  holds(): boolean {
    return this.name !== "";
  }

  /** Another report is shown, which does not stand there. */
  leave(): void {
    this.name = "";
    get("notice").hidden = true;
  }

  /** Opens the report that the program was started with, or offers those of the folder. False: there is none. */
  async start(): Promise<boolean> {
    this.listen();
    const { says } = await this.engine.ask<Opened>({ ask: "open" });
    if (says.name) {
      await this.open(says.name);
      return true;
    }
    if (says.reports.length === 0) return false;
    this.offer(says.reports);
    return true;
  }

  private offer(reports: string[]): void {
    const buttons = reports.map((name) =>
      h("button", { type: "button", click: () => this.choose(name) }, name),
    );
    get("notice").replaceChildren(h("p", {}, t("reports")), h("div", { class: "row" }, ...buttons));
    get("notice").hidden = false;
  }

  private choose(name: string): void {
    this.open(name).then(() => (get("notice").hidden = true), this.shown.failed);
  }

  private async read(name: string): Promise<{ text: string; version: string }> {
    const { says, files } = await this.engine.ask<Opened>({ ask: "open", report: name });
    return { text: new TextDecoder().decode(files[0]?.bytes), version: says.version };
  }

  async open(name: string): Promise<void> {
    const { text, version } = await this.read(name);
    this.name = name;
    this.version = version;
    this.shown.open(name, text);
  }

  /** Writes the text, unless the file is no longer what was read. */
  async write(): Promise<void> {
    const text = this.shown.text();
    const name = this.name;
    if (!name) return;
    const question = { ask: "write", report: name, expects: this.version };
    const bytes = new TextEncoder().encode(text);
    const { says } = await this.engine.ask<{ version?: string; changed?: boolean }>(question, [{ name, bytes }]);
    if (this.name !== name) return;
    if (says.changed) {
      await this.changed();
      return;
    }
    this.version = says.version ?? "";
    if (this.shown.text() === text) this.shown.written();
    say(t("writtenToDisk", name));
  }

  private listen(): void {
    const events = new EventSource(`${base}events`);
    const look = (): void => void this.changed().catch(this.shown.failed);
    events.addEventListener("changed", look);
    events.addEventListener("error", () => say(t("connectionLost")));
    let before = false;
    events.addEventListener("open", () => {
      // After a pause, anything may have changed.
      if (before) look();
      before = true;
    });
  }

  private async changed(): Promise<void> {
    const name = this.name;
    if (!name) return;
    const { text, version } = await this.read(name);
    // Another report may be shown by now.
    if (this.name !== name) return;
    if (version === this.version) {
      // A file beside the report.
      this.shown.again();
      return;
    }
    const take = (): void => {
      this.version = version;
      this.shown.update(text);
      this.shown.again();
      get("notice").hidden = true;
      say(t("reloaded"));
    };
    if (!this.shown.unsaved() || this.shown.text() === text) {
      take();
      return;
    }
    const keep = (): void => {
      this.version = version;
      get("notice").hidden = true;
    };
    get("notice").replaceChildren(
      h("p", {}, t("changedOnDisk")),
      h(
        "div",
        { class: "row" },
        h("button", { type: "button", click: take }, t("takeDisk")),
        h("button", { type: "button", click: keep }, t("keepMine")),
      ),
    );
    get("notice").hidden = false;
  }
}
