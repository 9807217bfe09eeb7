import { describe, expect, it } from '@jest/globals';
import type { KeyCondition, KeySnapshot, PoolSnapshot, RunEvent } from '@phasegraph/engine';
import stringWidth from 'string-width';
import { foldView } from '../../src/view/fold.js';
import { renderView } from '../../src/view/render.js';
import type { Canvas } from '../../src/view/render.js';
import { emptyView } from '../../src/view/view-state.js';
import { EventLog, keyChanged, phase, runStarted, task } from './event-log.js';
import { websiteRun } from './website-run.js';

describe('renderView', () => {
  it('shows what runs, what waits for what, and what is tried again', () => {
    expect(draw(2900, { columns: 80 })).toBe(
      [
        '✔ design-strategy             1.2s  ━━━━━━━━━━━━━━━━━',
        '✔ design-context             900ms  ━━━━━━━━━━━━━',
        '✔ style-system                1.2s                   ━━━━━━━━━━━━━━━━━╸',
        '✔ section-planning            1.0s  ━━━━━━━━━━━━━━╸',
        '✔ layout-generation          900ms                ╺━━━━━━━━━━━━',
        '✔ page-planning               1.1s                ╺━━━━━━━━━━━━━━━',
        '⠼ copywriting           3/4   1.0s                             ━━━━━━━━━━━━━━╸',
        '✔ image-planning             700ms                             ━━━━━━━━━━╸',
        '⠼ image-generation      0/3   0.3s  loaf again in 0.4s: the server is overload…',
        '· code-generation       0/2         waits for copywriting',
        '· site-assembly                     waits for image-generation, code-generation',
        '',
        '  2.9s · 10/17 tasks · 3 running · 0 calls',
      ].join('\n'),
    );
  });

  it('shows beside what every phase ran when there is room, and what went wrong', () => {
    expect(draw(4600, { columns: 120 })).toBe(
      [
        '✔ design-strategy             1.2s  ━━━━━━━━━━╸',
        '✔ design-context             900ms  ━━━━━━━━',
        '✔ style-system                1.2s            ╺━━━━━━━━━━╸',
        '✔ section-planning            1.0s  ━━━━━━━━━',
        '✔ layout-generation          900ms           ━━━━━━━━',
        '✔ page-planning               1.1s           ━━━━━━━━━╸',
        '✔ copywriting           4/4   1.2s                   ━━━━━━━━━━╸',
        '✔ image-planning             700ms                   ━━━━━━',
        '▲ image-generation      3/3   1.6s                         ━━━━━━━━━━━━━━╸     1 by fallback: the server is overloaded…',
        '✔ code-generation       2/2  300ms                             ╺━━╸',
        '✔ site-assembly              400ms                                       ╺━━━',
        '',
        '  4.6s · 17/17 tasks · 0 calls',
      ].join('\n'),
    );
  });

  it('leaves out the strips where they would say nothing', () => {
    expect(draw(2000, { columns: 40 })).toBe(
      [
        '✔ design-strategy             1.2s',
        '✔ design-context             900ms',
        '⠦ style-system                0.8s',
        '✔ section-planning            1.0s',
        '✔ layout-generation          900ms',
        '⠦ page-planning               1.0s',
        '⠦ copywriting           0/4   0.1s',
        '⠦ image-planning              0.1s',
        '· image-generation  ← style-system, im…',
        '· code-generation   ← style-system, pa…',
        '· site-assembly     ← image-generation…',
        '',
        '  2.0s · 4/12 tasks · 7 running',
      ].join('\n'),
    );
  });

  it('puts quiet phases on one line when the terminal is low', () => {
    expect(draw(2900, { columns: 60, rows: 9 })).toBe(
      [
        '✔ 7 phases succeeded',
        '⠼ copywriting           3/4   1.0s                ╺━━━━━━━',
        '⠼ image-generation      0/3   0.3s  loaf again in 0.4s: th…',
        '· code-generation       0/2         waits for copywriting',
        '· site-assembly                     waits for image-genera…',
        '',
        '  2.9s · 10/17 tasks · 3 running · 0 calls',
      ].join('\n'),
    );
  });

  it('draws with plain characters where the terminal knows no others', () => {
    const drawn = draw(2900, { columns: 80, unicode: false });
    expect(drawn).toMatch(/^[ -~\n]*$/u);
    expect(drawn).toContain('+ design-strategy             1.2s  =================');
  });

  it('is coloured only when colours are wanted', () => {
    expect(draw(2900, { colour: false })).not.toContain('\u001B');
    const coloured = draw(4600, { colour: true, columns: 120 });
    expect(coloured).toContain('\u001B[32m✔\u001B[39m design-strategy');
    expect(coloured).toContain('\u001B[33m▲\u001B[39m image-generation');
  });

  it('never draws a line as wide as the terminal, at any width and at any time', () => {
    for (let columns = 20; columns <= 130; columns += 11) {
      for (let atMs = 0; atMs <= 4600; atMs += 700) {
        for (const line of draw(atMs, { columns, colour: true }).split('\n')) {
          expect(stringWidth(line)).toBeLessThan(columns);
        }
      }
    }
  });

  it('says what was not needed, and does not call it a failure', () => {
    // outline -> shop, which is off -> sell*; outline -> write*, of which one of two is off
    const log = new EventLog().at(
      0,
      runStarted(
        phase('outline'),
        phase('shop', ['outline']),
        phase('sell', ['shop'], true),
        phase('write', ['outline'], true),
      ),
      task('outline').created,
      task('shop').created,
      task('outline').started(),
    );
    log.at(100, task('write[a]').created, task('write[b]').created, task('outline').succeeded);
    log.at(100, task('shop').turnedOff('shop'), task('write[b]').turnedOff('write'));
    log.at(100, task('write[a]').started());
    log.at(200, task('write[a]').succeeded);
    log.at(200, { type: 'run-ended', status: 'succeeded', missing: [], unresponsive: [] });
    expect(show(log, 200, { columns: 80 })).toBe(
      [
        '✔ outline          100ms  ━━━━━━━━━━━━━━━━━━━━━━━━━━╸',
        '○ shop                    not needed: the condition of "shop" does not hold',
        '○ sell                    not needed: the condition of "shop" does not hold',
        '✔ write       1/1  100ms  1 not needed: the condition of "write" does not hold',
        '',
        '  200ms · 4/4 tasks · 0 calls',
      ].join('\n'),
    );
    expect(show(log, 200, { columns: 160 })).toMatch(
      /○ sell +not needed: the condition of "shop" does not hold$/m,
    );
    expect(show(log, 200, { columns: 80, rows: 7, unicode: false })).toContain('o 2 phases not needed');
  });

  it('says what failed, and what could not run because of it', () => {
    // outline -> write*, of which one of two fails -> join
    const log = new EventLog().at(
      0,
      runStarted(phase('outline'), phase('write', ['outline'], true), phase('join', ['write'])),
      task('outline').created,
      task('join').created,
      task('outline').started(),
    );
    log.at(100, task('write[a]').created, task('write[b]').created, task('outline').succeeded);
    log.at(100, task('write[a]').started(), task('write[b]').started());
    log.at(200, task('write[a]').succeeded, task('write[b]').failed('the key was refused (401)'));
    log.at(200, task('join').skipped('write'), {
      type: 'run-ended',
      status: 'failed',
      missing: ['essay'],
      unresponsive: [],
    });
    expect(show(log, 200, { columns: 80 })).toBe(
      [
        '✔ outline          100ms  ━━━━━━━━━━━━━━━━━━━━━━━━━━╸',
        '✖ write       1/2  100ms  1 failed: the key was refused (401)',
        '⊘ join                    skipped: something that it needs failed',
        '',
        '  200ms · 4/4 tasks · 0 calls',
      ].join('\n'),
    );
  });

  it('says below what calls wait for and what is wrong with keys, as long as it runs', () => {
    const log = withKeyTroubles(websiteRun().until(2900));
    expect(show(log, 2900, { columns: 80, pool: waitingPool }).split('\n').slice(-5)).toEqual([
      '',
      '  2.9s · 10/17 tasks · 3 running · 0 calls',
      '  7 calls wait · main: requests a minute · spare: pauses 2s',
      '✖ key "old" retired: was refused with 401 (invalid_api_key)',
      '▲ gpt-image fails through key "spare": was answered 503 (overloaded), which is…',
    ]);
    log.at(4600, { type: 'run-ended', status: 'degraded', missing: [], unresponsive: [] });
    expect(show(log, 4600, { pool: waitingPool })).not.toMatch(/wait ·|retired|fails/u);
  });

  it('gives keys three lines at most, and takes them from the list where the terminal is low', () => {
    const log = withKeyTroubles(websiteRun().until(2900));
    for (const id of ['c', 'd', 'e'])
      log.at(2900, keyChanged({ status: 'retired', keyIds: [id], reason: 'is out' }));
    const lines = show(log, 2900, { columns: 60, rows: 16, pool: waitingPool }).split('\n');
    expect(lines.slice(-4)).toEqual([
      '  2 more before these:',
      '✖ key "c" retired: is out',
      '✖ key "d" retired: is out',
      '✖ key "e" retired: is out',
    ]);
    expect(lines[0]).toBe('✔ 7 phases succeeded');
    expect(lines.length).toBeLessThan(16);
  });
});

function withKeyTroubles(events: readonly RunEvent[]): EventLog {
  const log = new EventLog();
  for (const { atMs, seq: _seq, ...body } of events) log.at(atMs, body);
  const old = {
    status: 'retired',
    keyIds: ['old'],
    reason: 'was refused with 401 (invalid_api_key)',
  } as const;
  const reason = 'was answered 503 (overloaded), which is what it says';
  return log.at(
    2900,
    keyChanged(old),
    keyChanged({ status: 'tripped', keyIds: ['spare'], target: 'gpt-image', reason }),
  );
}

const waitingPool: PoolSnapshot = {
  name: 'model',
  waiting: 7,
  keys: [
    poolKey('main', { status: 'open' }, 500),
    poolKey('old', { status: 'retired', reason: 'was refused' }, 0),
    poolKey('spare', { status: 'paused', resumesInMs: 1700 }, 0),
  ],
};

function poolKey(id: string, condition: KeyCondition, used: number): KeySnapshot {
  const limits = [{ dimension: 'requests' as const, amount: 500, windowMs: 60_000, used, reserved: 0 }];
  const targets = [{ target: 'gpt', condition, inFlight: 1, limits }];
  return { id, group: id, condition, inFlight: 1, calls: 1, throttled: 0, failed: 0, targets };
}

function draw(atMs: number, canvas: Partial<Canvas>): string {
  return show(websiteRun(), atMs, canvas);
}

function show(log: EventLog, atMs: number, canvas: Partial<Canvas>): string {
  const state = log.until(atMs).reduce(foldView, emptyView);
  return renderView(state, {
    columns: 80,
    rows: 24,
    nowMs: atMs,
    colour: false,
    unicode: true,
    ...canvas,
  }).join('\n');
}
