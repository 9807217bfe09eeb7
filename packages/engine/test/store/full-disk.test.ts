import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline, each, storedBytes } from '@phasegraph/engine';
import type { RunReport, Store } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import Database from 'libsql';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { connectTo } from '../../src/store/database.js';
import type { Connection } from '../../src/store/database.js';
import { openStoreBy } from '../../src/store/sqlite.js';
import { answering, oracle } from '../run/answering.js';
import type { Answering } from '../run/answering.js';
import { diskFull, watchedMeans } from './failing-means.js';

const topic = artifact('topic', z.string());
const parts = artifactList('parts', z.object({ id: z.string() }), { key: ({ id }) => id });
const pictures = artifactList(
  'pictures',
  z.object({ text: z.string(), bytes: z.instanceof(Uint8Array), file: storedBytes }),
);
const text = artifact('text', z.string());

// topic -> plan -> parts* -> draw* -> join
const pipeline = definePipeline({
  name: 'p',
  given: { topic },
  phases: [
    definePhase({
      name: 'plan',
      inputs: { topic },
      outputs: { parts },
      uses: { oracle },
      run: async ({ topic }, { oracle, emit }) => {
        emit(parts, { id: 'a' });
        await oracle.ask(topic);
        emit(parts, { id: 'b' });
      },
    }),
    definePhase({
      name: 'draw',
      inputs: { part: each(parts) },
      outputs: { pictures },
      uses: { oracle },
      run: async ({ part }, { oracle, keep }) => {
        const drawn = await oracle.ask(part.id);
        const better = await oracle.ask(`better than ${drawn}`);
        const letter = part.id.charCodeAt(0);
        const file = await keep(new Uint8Array(1000).fill(letter));
        return { pictures: { text: better, bytes: new Uint8Array(70_000).fill(letter), file } };
      },
    }),
    definePhase({
      name: 'join',
      inputs: { pictures },
      outputs: { text },
      run: ({ pictures }) => ({ text: pictures.map((picture) => picture.text).join(', ') }),
    }),
  ],
});
const whole = 're: better than re: a, re: better than re: b';
const allCalls = 5;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phasegraph-full-'));
  path = join(folder, 'runs.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs it in virtual time, in which every call takes 10 ms. */
async function run(
  open: (clock: ReturnType<typeof virtualClock>) => Store,
  answerTo = (question: string): string => `re: ${question}`,
): Promise<{ report: RunReport; model: Answering }> {
  const clock = virtualClock();
  const model = answering(async (question) => {
    await clock.sleep(10);
    return answerTo(question);
  });
  const store = open(clock);
  const running = pipeline.run({ topic: 'bread' }, { resources: { oracle: model }, store, clock });
  const report = await clock.run(running);
  // The disk may still be full: the run has said so.
  store.close();
  return { report, model };
}

/** How many answers are on the disk; none, where not even the tables could be made. */
function recordedCalls(): number {
  const database = new Database(path);
  try {
    const names = database.prepare('SELECT name FROM sqlite_master').pluck().all();
    return names.includes('calls') ? database.prepare('SELECT key FROM calls').all().length : 0;
  } finally {
    database.close();
  }
}

/** Runs it on a new store whose write of that number fails, and all after it or none; `false`, when there are not so many. */
async function failsAt(number: number, isLasting: boolean): Promise<boolean> {
  let writes = 0;
  let failed: { readonly calls: number; readonly what: string } | undefined;
  const clock = virtualClock();
  const model = answering(async (question) => {
    await clock.sleep(10);
    return `re: ${question}`;
  });
  const look = (what: string): void => {
    const fails = isLasting ? writes++ >= number : writes++ === number;
    if (!fails) return;
    failed ??= { calls: model.calls.length, what };
    throw diskFull(what);
  };
  let store: Store;
  try {
    store = openStoreBy(path, { clock, ...watchedMeans(look) });
  } catch (error) {
    expect(error).toMatchObject({ code: 'store-unusable', message: expect.stringContaining('make room') });
    return true;
  }
  const running = pipeline.run({ topic: 'bread' }, { resources: { oracle: model }, store, clock });
  const report = await clock.run(running);
  // The disk may still be full: the run has said so.
  store.close();
  if (failed === undefined) {
    expect(report.value(text)).toBe(whole);
    return false;
  }
  const where = `write ${number}, ${failed.what}`;
  expect([where, report.status]).toEqual([where, 'store-failed']);
  expect(report.summary.storeErrors).toEqual([expect.stringContaining('make room on the disk')]);
  // Nothing more was paid for.
  expect([where, model.calls.length]).toEqual([where, failed.calls]);
  return true;
}

describe('a disk that is full', () => {
  it.each([
    ['from then on', true],
    ['for one write', false],
  ])('at any write, %s, ends the run with the reason, and the next one goes on', async (_, isLasting) => {
    let number = 0;
    while (await failsAt(number, isLasting)) {
      const kept = recordedCalls();
      const { report, model } = await run((clock) => openStoreBy(path, { clock }));
      expect([number, report.status, report.value(text)]).toEqual([number, 'succeeded', whole]);
      expect([number, model.calls.length]).toEqual([number, allCalls - kept]);
      rmSync(folder, { recursive: true });
      folder = mkdtempSync(join(tmpdir(), 'phasegraph-full-'));
      path = join(folder, 'runs.db');
      number++;
    }
    expect(number).toBeGreaterThan(40);
  });

  it('as SQLite says it is, ends the run the same way', async () => {
    const lengthy = (question: string): string => question.slice(0, 10).padEnd(4000, '.');
    const { report, model } = await run((clock) => {
      let connection: Connection | undefined;
      // The first is the one that commits.
      const connect = (file: string): Connection => {
        const opened = connectTo(file);
        connection ??= opened;
        return opened;
      };
      const store = openStoreBy(path, { clock, connect });
      const [pages] = connection?.prepare('PRAGMA page_count').pluck().all() ?? [];
      connection?.pragma(`max_page_count = ${Number(pages) + 3}`);
      return store;
    }, lengthy);
    expect(report.status).toBe('store-failed');
    expect(report.summary.storeErrors[0]).toMatch(/database or disk is full; make room on the disk/);
    const kept = recordedCalls();
    expect(kept).toBeGreaterThan(0);
    expect(model.calls.length).toBeLessThan(allCalls);
    const again = await run((clock) => openStoreBy(path, { clock }), lengthy);
    expect(again.report.status).toBe('succeeded');
    expect(again.model.calls).toHaveLength(allCalls - kept);
  });
});
