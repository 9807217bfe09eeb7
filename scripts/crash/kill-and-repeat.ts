import { startSandbox } from '@phasegraph/sandbox';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers } from './answers.js';
import type { Answers } from './answers.js';
import { recordedIds } from './recorded.js';

/** What came of a run that was killed and begun again until it finished. */
export interface KilledRun {
  /** What it made. */
  readonly book: string;
  readonly kills: number;
  /** Requests that came in, and how many of them had come in before and may not have been recorded. */
  readonly requests: number;
  readonly repeats: number;
  /** Calls whose answer was not recorded when the process was killed. */
  readonly inFlight: number;
  /** Answers and results that the processes after the first found in the store. */
  readonly replayed: number;
  readonly reused: number;
  /** How long the process that finished took, from its first call, in milliseconds. */
  readonly lastMs: number;
  /** What must not have happened, a sentence each. */
  readonly faults: readonly string[];
}

/** From then on it is let finish. */
const mostKills = 20;

/**
 * Runs the pipeline in a process of its own against a sandbox in this one, and kills it again and again.
 *
 * @param child the script of that process
 * @param random a piece of chance, from 0 to below 1
 * @param killWithinMs it is killed at a moment up to so long after its first call, or now and then after its start;
 *   `undefined`, when it is not
 */
export async function killAndRepeat(
  child: string,
  random: () => number,
  killWithinMs: number | undefined,
): Promise<KilledRun> {
  const folder = mkdtempSync(join(tmpdir(), 'phasegraph-crash-'));
  const paths = { store: join(folder, 'store.sqlite'), out: join(folder, 'out.json') };
  const answered = answers(() => 1 + random() * 20);
  const sandbox = await startSandbox(answered.options);
  const tally = new Tally(answered);
  let kills = 0;
  try {
    for (;;) {
      const doomed = killWithinMs !== undefined && kills < mostKills;
      const killed = await live(
        [child, sandbox.baseUrl, paths.store, paths.out],
        answered,
        doomed ? { afterMs: random() * killWithinMs, isEarly: random() < 0.1 } : undefined,
      );
      if (existsSync(paths.out)) {
        // It may have finished and been killed all the same, on its way out.
        tally.endLife(recordedIds(paths.store, folder, answered.idOfPicture));
        const { book, calls, reused, tasks } = readOut(paths.out);
        const counted = sandbox.report();
        const total = counted.requests.length + counted.inFlight;
        if (total !== answered.asked.length)
          tally.faults.push(`the sandbox counts ${total} requests, and ${answered.asked.length} were seen`);
        if (tasks !== 60) tally.faults.push(`it had ${tasks} tasks`);
        const { inFlight, repeats, faults } = tally;
        const replayed = calls.replayed;
        const lastMs = killed.tookMs;
        const requests = answered.asked.length;
        return { book, kills, requests, repeats, inFlight, replayed, reused, lastMs, faults };
      }
      if (killed.how !== 'SIGKILL')
        return {
          ...nothing,
          kills,
          faults: [...tally.faults, `it ended with ${killed.how}: ${killed.said}`],
        };
      kills++;
      tally.endLife(recordedIds(paths.store, folder, answered.idOfPicture));
    }
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const nothing: KilledRun = {
  book: '',
  kills: 0,
  requests: 0,
  repeats: 0,
  inFlight: 0,
  replayed: 0,
  reused: 0,
  lastMs: 0,
  faults: [],
};

/** Compares what was asked in each life of the process with what was recorded before it. */
class Tally {
  readonly faults: string[] = [];
  inFlight = 0;
  repeats = 0;
  readonly #answers: Answers;
  /** By request: how often it was asked, and how often it was lost before it was recorded. */
  readonly #asked = new Map<string, number>();
  readonly #lost = new Map<string, number>();
  #recorded = new Map<string, number>();
  #seen = 0;

  constructor(answered: Answers) {
    this.#answers = answered;
  }

  /** @param recorded the ids of what is recorded now */
  endLife(recorded: readonly string[]): void {
    const asked = countsOf(this.#answers.asked.slice(this.#seen));
    this.#seen = this.#answers.asked.length;
    const now = countsOf(recorded);
    for (const [id, times] of asked) {
      const before = this.#recorded.get(id) ?? 0;
      const after = now.get(id) ?? 0;
      // A check asks twice; whatever was answered and recorded that often is not asked once more.
      if (before >= timesOf(id)) this.faults.push(`${id} was recorded, and asked again ${times} times`);
      if (after < before) this.faults.push(`${id} was recorded, and is not any more`);
      const lost = times - (after - before);
      this.inFlight += Math.max(0, lost);
      this.#lost.set(id, (this.#lost.get(id) ?? 0) + Math.max(0, lost));
      const all = (this.#asked.get(id) ?? 0) + times;
      this.#asked.set(id, all);
      const repeated = Math.max(0, all - timesOf(id));
      if (repeated > (this.#lost.get(id) ?? 0))
        this.faults.push(`${id} was asked ${all} times, and lost ${this.#lost.get(id)} times`);
    }
    for (const id of now.keys())
      if (id === 'unknown') this.faults.push('an answer is recorded that is of no request');
    this.#recorded = now;
    this.repeats = [...this.#asked].reduce((sum, [id, all]) => sum + Math.max(0, all - timesOf(id)), 0);
    if (this.repeats > this.inFlight)
      this.faults.push(`${this.repeats} calls were repeated, and ${this.inFlight} were in flight at kills`);
  }
}

/** How often a run asks a request: each check fails at first, after it has asked. */
function timesOf(id: string): number {
  return id.startsWith('check-') ? 2 : 1;
}

function countsOf(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

interface Kill {
  readonly afterMs: number;
  /** Whether the time counts from its start, and not from its first call: then it may not even have opened the store. */
  readonly isEarly: boolean;
}

/** One life of the process. */
async function live(
  parameters: readonly string[],
  answered: Answers,
  kill: Kill | undefined,
): Promise<{ readonly how: string; readonly said: string; readonly tookMs: number }> {
  const running = spawn(process.execPath, parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  running.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let timer: NodeJS.Timeout | undefined;
  let firstCallAt = performance.now();
  const killLater = ({ afterMs }: Kill): void => {
    timer = setTimeout(() => running.kill('SIGKILL'), afterMs);
  };
  if (kill?.isEarly === true) killLater(kill);
  answered.whenAsked(() => {
    firstCallAt = performance.now();
    if (kill?.isEarly === false) killLater(kill);
  });
  const how = await new Promise<string>((resolve) =>
    running.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`)),
  );
  clearTimeout(timer);
  return { how, said: said.trim().slice(-2000), tookMs: performance.now() - firstCallAt };
}

interface Out {
  readonly book: string;
  readonly calls: { readonly replayed: number };
  readonly reused: number;
  readonly tasks: number;
}

function readOut(path: string): Out {
  // Written by the child of this folder.
  return JSON.parse(readFileSync(path, 'utf8')) as Out;
}
