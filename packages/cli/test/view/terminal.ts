import { EventEmitter } from 'node:events';
import xterm from '@xterm/headless';
import type { OutputPort } from '../../src/ports.js';

/** A terminal in memory: what is written to `stream` can be read off its screen. */
export class TestTerminal {
  readonly #terminal: InstanceType<typeof xterm.Terminal>;
  readonly #emitter = new EventEmitter();
  readonly stream: OutputPort;
  written = '';

  constructor(columns: number, rows: number) {
    const terminal = new xterm.Terminal({ cols: columns, rows, convertEol: true, allowProposedApi: true });
    this.#terminal = terminal;
    const stream = Object.assign(this.#emitter, {
      isTTY: true,
      writable: true,
      write: (text: string) => {
        this.written += text;
        terminal.write(text);
        return true;
      },
      end: () => stream,
    });
    Object.defineProperties(stream, {
      columns: { get: () => terminal.cols },
      rows: { get: () => terminal.rows },
    });
    // Of a writable stream only what is written here is called.
    this.stream = stream as unknown as OutputPort;
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.#emitter.emit('resize');
  }

  /** The screen and what has scrolled off it, without the empty lines at the end. */
  async screen(): Promise<string[]> {
    await new Promise<void>((resolve) => this.#terminal.write('', resolve));
    const { active } = this.#terminal.buffer;
    const lines = Array.from({ length: active.length }, (_, row) =>
      (active.getLine(row)?.translateToString(true) ?? '').trimEnd(),
    );
    while (lines.at(-1) === '') lines.pop();
    return lines;
  }
}
