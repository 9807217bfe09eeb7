import type { Clock, CancelTimer, PoolSnapshot, RunEvent } from '@phasegraph/engine';
import { createLogUpdate } from 'log-update';
import stringWidth from 'string-width';
import type { OutputPort } from '../ports.js';
import { foldView } from './fold.js';
import { renderView } from './render.js';
import { themeFor } from './theme.js';
import type { Abilities } from './theme.js';
import { emptyView } from './view-state.js';
import type { ViewState } from './view-state.js';
import type { Watcher } from './watcher.js';

/** How often the picture is drawn anew, in milliseconds: often enough for a wheel to turn, seldom enough to be calm. */
const frameMs = 120;

/** After so many frames in a row in which calls waited it is said that they do. */
const calmFrames = 4;

/**
 * Redraws the list of phases in place, on a terminal. Between two frames events only change what will be drawn.
 *
 * @param snapshot how the pool of keys is at this moment
 */
export function liveWatcher(
  stream: OutputPort,
  abilities: Abilities,
  clock: Clock,
  snapshot: () => PoolSnapshot,
): Watcher {
  return new LiveWatcher(stream, abilities, clock, snapshot);
}

class LiveWatcher implements Watcher {
  readonly #stream: OutputPort;
  readonly #abilities: Abilities;
  readonly #clock: Clock;
  readonly #snapshot: () => PoolSnapshot;
  readonly #draw: ReturnType<typeof createLogUpdate>;
  readonly #onResize = (): void => this.#redrawAfterResize();
  #state: ViewState = emptyView;
  #beganAt = 0;
  #announced: string | undefined;
  /** Frames in a row in which calls waited. */
  #framesWaited = 0;
  #finished = false;
  #drawn: readonly string[] = [];
  #nextFrame: CancelTimer | undefined;

  constructor(stream: OutputPort, abilities: Abilities, clock: Clock, snapshot: () => PoolSnapshot) {
    this.#stream = stream;
    this.#abilities = abilities;
    this.#clock = clock;
    this.#snapshot = snapshot;
    // Of a writable stream log-update takes what an output port has: write, isTTY, columns and rows.
    this.#draw = createLogUpdate(stream as unknown as NodeJS.WritableStream);
    stream.on('resize', this.#onResize);
  }

  take(event: RunEvent): void {
    if (event.type === 'run-started') {
      this.#beganAt = this.#clock.now();
      this.#waitForFrame();
    }
    this.#state = foldView(this.#state, event);
  }

  announce(message: string): void {
    if (this.#finished) return;
    this.#announced = message;
    this.#drawFrame();
  }

  finish(): void {
    this.#finished = true;
    this.#nextFrame?.();
    this.#stream.off('resize', this.#onResize);
    this.#announced = undefined;
    this.#drawFrame();
    this.#draw.done();
  }

  #waitForFrame(): void {
    this.#nextFrame = this.#clock.setTimer(frameMs, () => {
      this.#waitForFrame();
      this.#framesWaited = this.#snapshot().waiting > 0 ? this.#framesWaited + 1 : 0;
      this.#drawFrame();
    });
  }

  #drawFrame(): void {
    if (this.#state.phases.length === 0) return;
    const { columns = 80, rows = 24 } = this.#stream;
    const nowMs = this.#clock.now() - this.#beganAt;
    // What waits for a moment only would flicker.
    const pool = this.#framesWaited >= calmFrames ? this.#snapshot() : undefined;
    const lines = renderView(this.#state, { ...this.#abilities, columns, rows, nowMs, pool });
    if (this.#announced !== undefined) lines.push(themeFor(this.#abilities).bold(`  ${this.#announced}`));
    // Of frames with different numbers of lines `log-update` takes the lines at their ends for standing where they stood.
    if (lines.length !== this.#drawn.length) this.#draw.clear();
    this.#drawn = lines;
    this.#draw(lines.join('\n'));
  }

  /**
   * A terminal that has become narrower has broken our lines into more rows than were written. They are erased here:
   * `log-update` takes back only as many rows as it wrote, and would leave the rest standing.
   */
  #redrawAfterResize(): void {
    const { columns = 80 } = this.#stream;
    const broken = this.#drawn.reduce(
      (rows, line) => rows + Math.max(0, Math.ceil(stringWidth(line) / columns) - 1),
      0,
    );
    if (broken > 0) this.#stream.write(`\u001B[${broken}A\u001B[J`);
    this.#drawFrame();
  }
}
