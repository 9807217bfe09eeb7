import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectTo } from '../../src/store/database.js';
import type { Store } from '../../src/store/port.js';
import type { Claim } from '../../src/store/records.js';
import { openStore, openStoreBy } from '../../src/store/sqlite.js';
import { runSource, sourceUrl } from './run-source.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phasegraph-processes-'));
  path = join(folder, 'runs.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const openSource = (): string => `
  const { openStore } = await import(${JSON.stringify(sourceUrl('src/store/sqlite.ts'))});
  const store = openStore(${JSON.stringify(path)});`;

const claim: Claim = { fingerprint: 'f1', run: 'here', nowMs: 0, untilMs: 1_000_000 };
const claimThere = `store.claim({ fingerprint: 'f1', run: 'there', nowMs: 0, untilMs: 1e6 })`;
const claimed = { status: 'claimed' };
const heldThere = { status: 'held-by', run: 'there' };

/** Runs a script in a process that has the store open and lives until `during` has ended. */
async function beside(script: string, during: () => Promise<void> | void): Promise<void> {
  const until = join(folder, 'until');
  const running = runSource(`${openSource()} ${script};
    const fs = await import('node:fs');
    fs.writeFileSync(${JSON.stringify(join(folder, 'ready'))}, '');
    while (!fs.existsSync(${JSON.stringify(until)})) await new Promise((resolve) => setTimeout(resolve, 5));
    store.close();`);
  try {
    await Promise.race([running, fileAt(join(folder, 'ready'))]);
    await during();
  } finally {
    writeFileSync(until, '');
    await running;
  }
}

async function fileAt(path: string): Promise<void> {
  while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Changes what the store's file says of who made a claim. */
function rewrite(assignment: string): void {
  const database = new Database(path);
  try {
    database.exec(`UPDATE under_way SET ${assignment}`);
  } finally {
    database.close();
  }
}

describe('a claim of another process', () => {
  let store: Store;
  beforeEach(() => {
    store = openStore(path);
  });
  afterEach(() => store.close());

  it('holds while that process lives, for however long it gives no sign of life', async () => {
    await beside(claimThere, () => {
      expect(store.claim(claim)).toEqual(heldThere);
      expect(store.claim({ ...claim, nowMs: 2_000_000, untilMs: 3_000_000 })).toEqual(heldThere);
    });
  });

  it('ends with that process, long before its time', async () => {
    const script = `${openSource()} ${claimThere}; process.kill(process.pid, 'SIGKILL');`;
    await expect(runSource(script)).rejects.toMatchObject({ signal: 'SIGKILL' });
    expect(store.claim(claim)).toEqual(claimed);
  });

  it('ends with that process, though another one has its number now', async () => {
    await beside(claimThere, () => {
      rewrite(`started = '1'`);
      expect(store.claim(claim)).toEqual(claimed);
    });
  });

  it.each([
    ['another machine', `machine = 'elsewhere', instance = 'another', pid = 99999999`],
    ['another thread of this process', `instance = 'another'`],
  ])('ends by time when that is of %s, and its run is told', (_, who) => {
    const holder = openStore(path);
    expect(holder.claim({ ...claim, run: 'there' })).toEqual(claimed);
    rewrite(who);
    expect(store.claim({ ...claim, nowMs: 999_999 })).toEqual(heldThere);
    expect(store.claim({ ...claim, nowMs: 1_000_000 })).toEqual(claimed);
    expect(holder.renewClaims('there', 2_000_000)).toEqual(['f1']);
    expect(holder.renewClaims('there', 2_000_000)).toEqual([]);
    holder.close();
  });

  it('is left to that when it gives a sign of life while another one takes it', () => {
    const holder = openStore(path);
    holder.claim({ ...claim, run: 'there' });
    rewrite(`machine = 'elsewhere', instance = 'another'`);
    const meanwhile = openStoreBy(path, {
      connect: (file) => {
        const connection = connectTo(file);
        const prepare = connection.prepare.bind(connection);
        const takingOver = (source: string): unknown => {
          const statement = prepare(source);
          if (!source.startsWith('UPDATE claims')) return statement;
          const run = statement.run.bind(statement);
          statement.run = (...parameters: unknown[]) => {
            rewrite('until_ms = 3000000');
            return run(...parameters);
          };
          return statement;
        };
        // It hands out the same statements.
        connection.prepare = takingOver as typeof connection.prepare;
        return connection;
      },
    });
    expect(meanwhile.claim({ ...claim, nowMs: 1_500_000 })).toEqual(heldThere);
    meanwhile.close();
    holder.close();
  });

  it('holds for longer when that gives a sign of life', () => {
    const holder = openStore(path);
    holder.claim({ ...claim, run: 'there' });
    expect(holder.renewClaims('there', 2_000_000)).toEqual([]);
    rewrite(`machine = 'elsewhere', instance = 'another'`);
    expect(store.claim({ ...claim, nowMs: 1_999_999 })).toEqual(heldThere);
    holder.close();
  });

  it('holds for as long when its run had none for a while', async () => {
    const holder = openStore(path);
    const later = { ...claim, run: 'there', nowMs: 5_000_000, untilMs: 6_000_000 };
    holder.claim({ ...claim, run: 'there' });
    holder.releaseClaim('there', 'f1');
    await holder.flush();
    expect(holder.claim(later)).toEqual(claimed);
    rewrite(`machine = 'elsewhere', instance = 'another'`);
    expect(store.claim({ ...later, run: claim.run, nowMs: 5_999_999 })).toEqual(heldThere);
    holder.close();
  });

  it('is not taken by a thread of the process that has it', async () => {
    const script = `${openSource()} ${claimThere};
      const { Worker } = await import('node:worker_threads');
      const inside = ${JSON.stringify(openSource())} +
        "console.log(JSON.stringify(store.claim({ fingerprint: 'f1', run: 'inside', nowMs: 1, untilMs: 9 }))); store.close();";
      const thread = new Worker('(async () => {' + inside + '})()', { eval: true });
      await new Promise((resolve) => thread.once('exit', resolve));
      store.close();`;
    expect(JSON.parse(await runSource(script))).toEqual(heldThere);
  });

  it('is asked for again later while another process is writing', () => {
    const writer = new Database(path);
    writer.exec('BEGIN IMMEDIATE');
    expect(store.claim(claim)).toEqual({ status: 'store-busy' });
    writer.exec('ROLLBACK');
    writer.close();
    expect(store.claim(claim)).toEqual(claimed);
  });
});

describe('a run of another process', () => {
  const day = 24 * 60 * 60 * 1000;
  const began = (daysAgo: number): string =>
    `store.beginRun({ runId: 'there', pipeline: 'p', startedAtMs: ${nowMs - daysAgo * day} })`;
  const nowMs = 100 * day;

  it('is under way while that lives, for however long', async () => {
    await beside(began(30), () => {
      const store = openStore(path);
      expect(store.listRuns(1)).toMatchObject([{ runId: 'there', life: 'alive' }]);
      expect(store.gc({ keep: 0, nowMs })).toMatchObject({ runs: 0 });
      store.close();
    });
  });

  it('is forgotten as soon as that is gone', async () => {
    const script = `${openSource()} ${began(0)}; process.kill(process.pid, 'SIGKILL');`;
    await expect(runSource(script)).rejects.toMatchObject({ signal: 'SIGKILL' });
    const store = openStore(path);
    expect(store.listRuns(1)).toMatchObject([{ runId: 'there', life: 'gone' }]);
    expect(store.gc({ keep: 0, nowMs })).toMatchObject({ runs: 1 });
    store.close();
  });

  it('is taken to be under way for a day after it began, when that is on another machine', () => {
    const there = openStore(path);
    there.beginRun({ runId: 'there', pipeline: 'p', startedAtMs: nowMs });
    rewrite(`machine = 'elsewhere', instance = 'another'`);
    expect(there.listRuns(1)).toMatchObject([{ life: 'unknown' }]);
    expect(there.gc({ keep: 0, nowMs: nowMs + day - 1 })).toMatchObject({ runs: 0 });
    expect(there.gc({ keep: 0, nowMs: nowMs + day })).toMatchObject({ runs: 1 });
    there.close();
  });
});

describe('several processes with one store', () => {
  it('make each thing once, whoever claims it, and find what the others made', async () => {
    // Each process goes through the same things, in an order of its own.
    const script = (id: number): string => `${openSource()}
      const made = [];
      for (let step = 0; step < 60; step++) {
        const fingerprint = 'f' + ((step * 7 + ${id} * 13) % 60);
        for (;;) {
          if (store.findResult(fingerprint)) break;
          const now = Date.now();
          const holder = store.claim({ fingerprint, run: 'r${id}', nowMs: now, untilMs: now + 30_000 });
          if (holder.status !== 'claimed') { await new Promise((resolve) => setTimeout(resolve, 1)); continue; }
          if (store.findResult(fingerprint)) break;
          made.push(fingerprint);
          store.saveResult({ fingerprint, phase: 'p', outputs: {}, durationMs: 1, recordedAtMs: 1 });
          store.releaseClaim('r${id}', fingerprint);
        }
      }
      store.close();
      console.log(JSON.stringify(made));`;
    const printed = await Promise.all([1, 2, 3].map((id) => runSource(script(id))));
    const made = printed.flatMap((line) => JSON.parse(line) as string[]);
    expect(made).toHaveLength(60);
    expect(new Set(made).size).toBe(60);
  });
});
