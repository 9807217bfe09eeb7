import { describe, expect, it } from '@jest/globals';
import type { RunEvent } from '@phasegraph/engine';
import { foldView } from '../../src/view/fold.js';
import { phaseState, waitsFor } from '../../src/view/phase-state.js';
import type { PhaseView } from '../../src/view/view-state.js';
import { emptyView } from '../../src/view/view-state.js';
import { EventLog, keyChanged, phase, runStarted, task } from './event-log.js';

describe('foldView', () => {
  it('leaves the state before it as it was', () => {
    const log = chain();
    const before = log.events.reduce(foldView, emptyView);
    const copy = structuredClone(before);
    for (const event of log.at(1, task('plan').backedOff(5, 'busy'), task('plan').succeeded).events) {
      foldView(before, event);
    }
    expect(before).toEqual(copy);
  });

  it('counts a task that waits for its next attempt as retrying, not as running', () => {
    const log = chain().at(10, task('plan').backedOff(500, 'overloaded'));
    expect(phaseOf(log, 'plan')).toMatchObject({ running: 0, complete: false });
    expect([...phaseOf(log, 'plan').retrying]).toEqual([
      ['plan', { error: expect.objectContaining({ message: 'overloaded' }), dueAtMs: 510 }],
    ]);
    log.at(510, task('plan').started(2));
    expect(phaseOf(log, 'plan')).toMatchObject({ running: 1, startedAtMs: 0, retrying: new Map() });
  });

  it('has nothing running after a run that was cancelled, wherever its tasks were', () => {
    const log = chain().at(10, task('plan').succeeded, task('write[a]').created, task('write[b]').created);
    log.at(10, task('write[a]').started(), task('write[b]').started());
    log.at(20, task('write[a]').backedOff(500, 'overloaded'));
    log.at(30, task('write[a]').cancelled(1), task('write[b]').cancelled(1), task('join').cancelled(0));
    log.at(30, { type: 'run-ended', status: 'cancelled', missing: ['essay'], unresponsive: [] });
    expect(phaseOf(log, 'write')).toMatchObject({ running: 0, retrying: new Map(), complete: true });
    expect(states(log)).toEqual({ plan: 'succeeded', write: 'cancelled', join: 'cancelled' });
  });

  it('holds a mapped phase open while another item may come', () => {
    const log = chain().at(5, task('write[a]').created, task('write[a]').started());
    log.at(9, task('write[a]').succeeded);
    expect(states(log)).toEqual({ plan: 'running', write: 'running', join: 'waiting' });
    log.at(10, task('plan').succeeded);
    expect(states(log)).toEqual({ plan: 'succeeded', write: 'succeeded', join: 'waiting' });
  });

  it('completes a mapped phase that has no items at all', () => {
    const log = chain().at(10, task('plan').succeeded);
    expect(phaseOf(log, 'write')).toMatchObject({ complete: true, created: 0 });
    expect(states(log)['write']).toBe('succeeded');
  });

  it('does not call a phase done that has no items because its producer gave none', () => {
    const failed = chain().at(10, task('plan').failed('no key'), task('join').skipped('plan'));
    expect(states(failed)).toEqual({ plan: 'failed', write: 'skipped', join: 'skipped' });
    const stopped = chain().at(10, task('plan').cancelled(1), task('join').cancelled(0));
    expect(states(stopped)).toEqual({ plan: 'cancelled', write: 'cancelled', join: 'cancelled' });
  });

  it('tells what a condition turned off from what could not run', () => {
    const off = chain().at(10, task('plan').turnedOff('plan'), task('join').turnedOff('plan'));
    expect(states(off)).toEqual({ plan: 'turned-off', write: 'turned-off', join: 'turned-off' });
    expect(phaseOf(off, 'write')).toMatchObject({ cutOff: 'turned-off', offBecauseOf: 'plan' });
    expect(phaseOf(off, 'join').error).toBeUndefined();
  });

  it('calls a phase of which a part had nothing to do by the rest of it', () => {
    const log = chain().at(1, task('write[a]').created, task('write[b]').created, task('plan').succeeded);
    log.at(2, task('write[a]').turnedOff('write'), task('write[b]').reused);
    expect(states(log)['write']).toBe('reused');
    log.events.pop();
    log.at(2, task('write[b]').skipped('plan'));
    expect(states(log)['write']).toBe('skipped');
  });

  it('calls a phase by the worst of its tasks', () => {
    const log = chain().at(1, task('write[a]').created, task('write[b]').created, task('write[c]').created);
    log.at(2, task('plan').succeeded, task('write[a]').reused, task('write[b]').degraded('no answer'));
    log.at(3, task('write[c]').succeeded);
    expect(states(log)['write']).toBe('degraded');
    log.events.pop();
    log.at(3, task('write[c]').failed('no key'));
    expect(states(log)['write']).toBe('failed');
  });

  it('counts calls by how they ended', () => {
    const state = [call('answered'), call('failed'), call('answered')].reduce(foldView, emptyView);
    expect(state.calls).toEqual({ answered: 2, failed: 1, aborted: 0, replayed: 0 });
  });

  it('keeps what is wrong with keys until it is settled', () => {
    const tripped = (keyId: string, target: string) =>
      keyChanged({ status: 'tripped', keyIds: [keyId], target, reason: 'got no answer' });
    const log = chain().at(1, tripped('a', 'words'), tripped('a', 'pictures'), tripped('b', 'words'));
    const troubles = (): unknown[] =>
      log.events
        .reduce(foldView, emptyView)
        .keyTroubles.map(({ status, keyIds, target }) => [status, keyIds.join(), target]);
    log.at(2, keyChanged({ status: 'recovered', keyIds: ['a'], target: 'words' }));
    expect(troubles()).toEqual([
      ['tripped', 'a', 'pictures'],
      ['tripped', 'b', 'words'],
    ]);
    log.at(3, tripped('b', 'words'));
    expect(troubles()).toHaveLength(2);
    // What fails through a key that is done for is of no interest any more; that it is done for stays.
    log.at(4, keyChanged({ status: 'retired', keyIds: ['a', 'c'], reason: 'is out of credit' }));
    log.at(5, keyChanged({ status: 'recovered', keyIds: ['a'], target: 'pictures' }));
    expect(troubles()).toEqual([
      ['tripped', 'b', 'words'],
      ['retired', 'a,c', undefined],
    ]);
  });
});

describe('waitsFor', () => {
  it('names what is not complete, and first what is at work', () => {
    // a -> c, b -> c, (a, b, c) -> d; a done, c not started
    const log = new EventLog().at(
      0,
      runStarted(phase('a'), phase('c', ['a', 'b']), phase('b'), phase('d', ['a', 'b', 'c'])),
      ...['a', 'b', 'c', 'd'].map((name) => task(name).created),
      task('a').started(),
      task('b').started(),
    );
    log.at(1, task('a').succeeded);
    const { phases } = log.events.reduce(foldView, emptyView);
    expect(phases.slice(3).map((each) => waitsFor(each, phases))).toEqual([['b', 'c']]);
  });
});

function call(outcome: 'answered' | 'failed'): RunEvent {
  return {
    type: 'call-ended',
    task: 'plan',
    phase: 'plan',
    call: { resource: 'model', keyId: 'key-1', target: 'gpt', queuedMs: 0, durationMs: 5, outcome },
    seq: 0,
    atMs: 5,
  };
}

/** plan -> write* -> join, with plan at work. */
function chain(): EventLog {
  return new EventLog().at(
    0,
    runStarted(phase('plan'), phase('write', ['plan'], true), phase('join', ['write'])),
    task('plan').created,
    task('join').created,
    task('plan').started(),
  );
}

function phaseOf(log: EventLog, name: string): PhaseView {
  const found = log.events.reduce(foldView, emptyView).phases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no phase ${name}`);
  return found;
}

function states(log: EventLog): Record<string, string> {
  const { phases } = log.events.reduce(foldView, emptyView);
  return Object.fromEntries(phases.map((each) => [each.name, phaseState(each)]));
}
