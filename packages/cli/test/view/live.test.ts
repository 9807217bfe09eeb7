import { describe, expect, it } from '@jest/globals';
import { virtualClock } from '@phasegraph/engine/testing';
import type { KeyChange, PoolSnapshot } from '@phasegraph/engine';
import type { VirtualClock } from '@phasegraph/engine/testing';
import { foldView } from '../../src/view/fold.js';
import { liveWatcher } from '../../src/view/live.js';
import { renderView } from '../../src/view/render.js';
import { emptyView } from '../../src/view/view-state.js';
import type { Watcher } from '../../src/view/watcher.js';
import { EventLog, keyChanged } from './event-log.js';
import { TestTerminal } from './terminal.js';
import { websiteRun } from './website-run.js';

const abilities = { colour: false, unicode: true };

describe('liveWatcher', () => {
  it('shows the picture of the moment, in place', async () => {
    const { terminal, playUntil } = start();
    await playUntil(2040);
    expect(await terminal.screen()).toEqual(['$ phasegraph', ...picture(2040, 80)]);
    await playUntil(3000);
    expect(await terminal.screen()).toEqual(['$ phasegraph', ...picture(3000, 80)]);
  });

  it('leaves nothing standing when the terminal becomes narrower and wider again', async () => {
    const { terminal, playUntil } = start();
    await playUntil(3000);
    await terminal.resize(45, 40);
    expect(await terminal.screen()).toEqual(['$ phasegraph', ...picture(3000, 45)]);
    await playUntil(3360);
    await terminal.resize(100, 40);
    expect(await terminal.screen()).toEqual(['$ phasegraph', ...picture(3360, 100)]);
  });

  it('draws only what changes, and nothing while nothing does', async () => {
    const { terminal, playUntil } = start();
    await playUntil(2040);
    const before = terminal.written.length;
    await playUntil(2160);
    expect(terminal.written.length - before).toBeLessThan(picture(2160, 80).join('\n').length * 1.5);
  });

  it('leaves the last picture and the cursor below it', async () => {
    const { terminal, watcher, playUntil } = start();
    await playUntil(5000);
    watcher.finish();
    terminal.stream.write('done\n');
    expect(await terminal.screen()).toEqual(['$ phasegraph', ...picture(4600, 80), 'done']);
  });

  it('stops drawing when it is finished', async () => {
    const { terminal, watcher, clock, playUntil } = start();
    await playUntil(5000);
    watcher.finish();
    const { length } = terminal.written;
    expect(clock.pending).toBe(0);
    await terminal.resize(60, 40);
    expect(terminal.written).toHaveLength(length);
  });

  it('says that calls wait once they have waited for some time, and no longer', async () => {
    const { terminal, pool, playUntil } = start();
    const last = async (): Promise<string | undefined> => (await terminal.screen()).at(-1);
    await playUntil(1200);
    pool.waiting = 3;
    await playUntil(1440);
    expect(await last()).toMatch(/ running · 0 calls$/u);
    await playUntil(1800);
    expect(await last()).toBe('  3 calls wait');
    pool.waiting = 0;
    await playUntil(2040);
    expect(await terminal.screen()).toEqual(['$ phasegraph', ...picture(2040, 80)]);
  });

  it.each([80, 120])(
    'redraws in place what comes and goes below the list, %d columns wide',
    async (columns) => {
      const log = new EventLog();
      for (const { atMs, seq: _seq, ...body } of websiteRun().until(3000)) {
        log.at(atMs, body);
        if (log.events.length % 4 === 0)
          log.at(atMs, keyChanged(changes[log.events.length % 3] ?? changes[0]));
      }
      const { terminal, pool, playUntil } = start(columns, log);
      for (let nowMs = 0, waited = 0; nowMs <= 3000; nowMs += 120) {
        await playUntil(nowMs);
        waited = nowMs > 0 && pool.waiting > 0 ? waited + 1 : 0;
        // What happens in the moment of a frame is seen in the next one.
        const state = log.until(nowMs - 1).reduce(foldView, emptyView);
        const canvas = { ...abilities, columns, rows: 40, nowMs, ...(waited >= 4 && { pool }) };
        if (nowMs > 0)
          expect(await terminal.screen()).toEqual(['$ phasegraph', ...renderView(state, canvas)]);
        if (nowMs % 840 === 0) pool.waiting = pool.waiting > 0 ? 0 : 5;
      }
    },
  );

  it('says below the picture what is announced', async () => {
    const { terminal, watcher, playUntil } = start();
    await playUntil(2040);
    watcher.announce('Stopping');
    expect((await terminal.screen()).at(-1)).toBe('  Stopping');
  });
});

interface Started {
  terminal: TestTerminal;
  clock: VirtualClock;
  /** What its calls wait for. */
  pool: PoolSnapshot & { waiting: number };
  watcher: Watcher;
  playUntil: (atMs: number) => Promise<void>;
}

const changes: readonly [KeyChange, ...KeyChange[]] = [
  { status: 'retired', keyIds: ['b'], reason: 'is out of credit: 429 (insufficient_quota)' },
  { status: 'tripped', keyIds: ['a'], target: 'words', reason: `got no answer${' at all'.repeat(30)}` },
  { status: 'recovered', keyIds: ['a'], target: 'words' },
];

function start(columns = 80, log = websiteRun()): Started {
  const terminal = new TestTerminal(columns, 40);
  terminal.stream.write('$ phasegraph\n');
  const clock = virtualClock();
  const pool: Started['pool'] = { name: 'model', waiting: 0, keys: [] };
  const watcher = liveWatcher(terminal.stream, abilities, clock, () => pool);
  const events = [...log.events];
  const playUntil = async (atMs: number): Promise<void> => {
    for (let [next] = events; next !== undefined && next.atMs <= atMs; [next] = events) {
      await clock.advance(next.atMs - clock.now());
      watcher.take(next);
      events.shift();
    }
    await clock.advance(atMs - clock.now());
  };
  return { terminal, clock, pool, watcher, playUntil };
}

/** What is to be seen at a moment at which a frame is drawn: a multiple of 120 ms, or the end. */
function picture(nowMs: number, columns: number): string[] {
  const state = websiteRun().until(nowMs).reduce(foldView, emptyView);
  return renderView(state, { ...abilities, columns, rows: 40, nowMs });
}
