import { startSandbox } from '@phasegraph/sandbox';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { answers } from './answers.js';
import { live } from './live.js';
import type { Kill } from './live.js';
import { recordedIds } from './recorded.js';
import { Tally } from './tally.js';
import type { WrongStore } from './wrong-stores.js';

/** What came of a run that was killed and begun again until it finished. */
export interface KilledRun {
  /** What it made. */
  readonly book: string;
  readonly kills: number;
  /** Requests that came in, and how many of them more often than a run asks them. */
  readonly requests: number;
  readonly repeats: number;
  /** Requests whose answer was not recorded when the process was killed. */
  readonly inFlight: number;
  /** What the process that finished found in the store: answers and results. */
  readonly replayed: number;
  readonly reused: number;
  /** How long the process that finished took, from its first call, in milliseconds. */
  readonly lastMs: number;
  /** What must not have happened, a sentence each. */
  readonly faults: readonly string[];
}

/** How the process is started and ended. */
export interface Killing {
  /** The script of the process. */
  readonly child: string;
  /** A piece of chance, from 0 to below 1. */
  readonly random: () => number;
  /** How long it takes when nobody disturbs it, from its first call, in milliseconds; `undefined`: it is not killed. */
  readonly undisturbedMs?: number;
  /** A store that breaks a promise, to see that it is found out. */
  readonly wrong?: WrongStore;
}

/** So often it is killed young; from then on every other time, until it is let finish. */
const killedYoung = 2;
const mostKills = 20;

/** Runs the pipeline in a process of its own against a sandbox in this one, and kills it again and again. */
export async function killAndRepeat(killing: Killing): Promise<KilledRun> {
  const folder = mkdtempSync(join(tmpdir(), 'phasegraph-crash-'));
  const paths = { store: join(folder, 'store.sqlite'), out: join(folder, 'out.json') };
  const answered = answers(() => 1 + killing.random() * 20);
  const sandbox = await startSandbox(answered.options);
  const tally = new Tally();
  let seen = 0;
  try {
    for (let kills = 0; ; kills++) {
      const parameters = [killing.child, sandbox.baseUrl, paths.store, paths.out, killing.wrong ?? 'none'];
      const { how, said, heard, tookMs } = await live(parameters, answered, killOf(killing, kills));
      await untilRead();
      tally.endLife({
        asked: answered.asked.slice(seen),
        heard,
        recorded: recordedIds(paths.store, folder, answered.idOfPicture),
      });
      seen = answered.asked.length;
      const { faults, inFlight, repeats } = tally;
      const soFar = { kills, requests: seen, repeats, inFlight, faults };
      // It may have finished and been killed all the same, on its way out.
      if (existsSync(paths.out)) {
        const { book, calls, reused, tasks } = readOut(paths.out);
        const counted = sandbox.report();
        const total = counted.requests.length + counted.inFlight;
        if (total !== seen) faults.push(`the sandbox counts ${total} requests, and ${seen} were seen`);
        if (tasks !== 60) faults.push(`it had ${tasks} tasks`);
        return { ...soFar, book, reused, replayed: calls.replayed, lastMs: tookMs };
      }
      if (how !== 'SIGKILL') {
        faults.push(`it ended with ${how}: ${said}`);
        return { ...soFar, book: '', reused: 0, replayed: 0, lastMs: tookMs };
      }
    }
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What a process had sent when it was killed is of its life, and the sandbox, which is in this process, may not have read it
 * yet: a request takes some turns of the event loop.
 */
async function untilRead(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await setTimeout(1);
}

/** When the next life ends; `undefined`: by itself. */
function killOf({ random, undisturbedMs }: Killing, kills: number): Kill | undefined {
  if (undisturbedMs === undefined || kills >= mostKills) return undefined;
  const isYoung = kills < killedYoung;
  if (!isYoung && random() < 0.5) return undefined;
  return { afterMs: random() * undisturbedMs * (isYoung ? 0.4 : 1), isEarly: random() < 0.1 };
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
