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
    this.stream = {
      isTTY: true,
      write: (text) => {
        this.written += text;
        terminal.write(text);
      },
      get columns() {
        return terminal.cols;
      },
      get rows() {
        return terminal.rows;
      },
      on: (event, listener) => this.#emitter.on(event, listener),
      off: (event, listener) => this.#emitter.off(event, listener),
    };
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#settle();
    this.#terminal.resize(columns, rows);
    this.#emitter.emit('resize');
  }

  /** The screen and what has scrolled off it, without the empty lines at the end. */
  async screen(): Promise<string[]> {
    await this.#settle();
    const { active } = this.#terminal.buffer;
    const lines = Array.from({ length: active.length }, (_, row) =>
      (active.getLine(row)?.translateToString(true) ?? '').trimEnd(),
    );
    while (lines.at(-1) === '') lines.pop();
    return lines;
  }

  /** The terminal reads what is written to it some time later. */
  #settle(): Promise<void> {
    return new Promise((resolve) => this.#terminal.write('', resolve));
  }
}
