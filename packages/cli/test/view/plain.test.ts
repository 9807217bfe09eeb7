import { describe, expect, it } from '@jest/globals';
import { virtualClock } from '@phasegraph/engine/testing';
import { plainWatcher } from '../../src/view/plain.js';
import { EventLog, keyChanged, phase, runStarted, task } from './event-log.js';
import { websiteRun } from './website-run.js';

describe('plainWatcher', () => {
  it('tells of the end of every phase and of each failure, once', async () => {
    expect(await linesOf(websiteRun())).toEqual([
      '  900ms  design-context: done in 900ms',
      '   1.0s  section-planning: done in 1.0s',
      '   1.2s  design-strategy: done in 1.2s',
      '   1.9s  layout-generation: done in 900ms',
      '   2.1s  page-planning: done in 1.1s',
      '   2.4s  style-system: done in 1.2s',
      '   2.6s  image-planning: done in 700ms',
      '   3.1s  copywriting: done in 1.2s (4 of 4)',
      '   3.4s  code-generation: done in 300ms (2 of 2)',
      '   3.8s  image-generation[loaf]: made by its fallback: the server is overloaded (503)',
      '   4.2s  image-generation: done in 1.6s (3 of 3, 1 by fallback)',
      '   4.6s  site-assembly: done in 400ms',
    ]);
  });

  it('does not call a phase complete whose items come in the same step', async () => {
    // plan -> write*: plan ends first, then its items are made tasks, all at one time
    const log = new EventLog().at(
      0,
      runStarted(phase('plan'), phase('write', ['plan'], true)),
      task('plan').created,
      task('plan').started(),
    );
    log.at(10, task('plan').succeeded, task('write[a]').created, task('write[a]').started());
    log.at(20, task('write[a]').succeeded);
    expect(await linesOf(log)).toEqual([
      '   10ms  plan: done in 10ms',
      '   20ms  write: done in 10ms (1 of 1)',
    ]);
  });

  it('tells what was not needed as no failure', async () => {
    // plan -> write*, of which one of two is off; plan -> shop*, all off -> sell
    const log = new EventLog().at(
      0,
      runStarted(
        phase('plan'),
        phase('write', ['plan'], true),
        phase('shop', ['plan'], true),
        phase('sell', ['shop']),
      ),
      task('plan').created,
      task('sell').created,
      task('plan').started(),
    );
    const tasks = ['write[a]', 'write[b]', 'shop[a]'].map(task);
    log.at(10, task('plan').succeeded, ...tasks.map(({ created }) => created));
    log.at(10, task('write[b]').turnedOff('write'), task('shop[a]').turnedOff('shop'));
    log.at(10, task('sell').turnedOff('shop'), task('write[a]').started());
    log.at(20, task('write[a]').succeeded);
    expect(await linesOf(log)).toEqual([
      '   10ms  plan: done in 10ms',
      '   10ms  shop: not needed: the condition of "shop" does not hold',
      '   10ms  sell: not needed: the condition of "shop" does not hold',
      '   20ms  write: done in 10ms (1 of 1, 1 not needed: the condition of "write" does not hold)',
    ]);
  });

  it('tells what became of keys, on one line each', async () => {
    const log = new EventLog().at(0, runStarted(phase('plan')));
    log.at(5, keyChanged({ status: 'retired', keyIds: ['b', 'c'], reason: 'is out of\n\u001B[31mcredit' }));
    log.at(7, keyChanged({ status: 'tripped', keyIds: ['a'], target: 'words', reason: 'got no answer' }));
    log.at(1200, keyChanged({ status: 'recovered', keyIds: ['a'], target: 'words' }));
    expect(await linesOf(log)).toEqual([
      '    5ms  keys "b", "c" retired: is out of [31mcredit',
      '    7ms  words fails through key "a": got no answer',
      '   1.2s  words answers again through key "a"',
    ]);
  });

  it('tells three failures of a phase and counts the rest', async () => {
    const log = new EventLog().at(0, runStarted(phase('plan'), phase('write', ['plan'], true)));
    log.at(0, task('plan').created, task('plan').reused);
    const tasks = ['a', 'b', 'c', 'd', 'e'].map((key) => task(`write[${key}]`));
    log.at(0, ...tasks.flatMap(({ created, started }) => [created, started()]));
    log.at(5, ...tasks.map(({ failed }) => failed('no\nkey')));
    expect(await linesOf(log)).toEqual([
      '    0ms  plan: reused',
      '    5ms  write[a]: failed: no key',
      '    5ms  write[b]: failed: no key',
      '    5ms  write[c]: failed: no key',
      '    5ms  write: failed in 5ms (0 of 5)',
    ]);
  });
});

/** What is written when the events come each at their time. */
async function linesOf(log: EventLog): Promise<string[]> {
  const lines: string[] = [];
  const clock = virtualClock();
  const watcher = plainWatcher((line) => lines.push(line), clock);
  for (const event of log.events) {
    if (event.atMs > clock.now()) await clock.advance(event.atMs - clock.now());
    watcher.take(event);
  }
  watcher.finish();
  return lines;
}
