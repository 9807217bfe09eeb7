import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline, each } from '@phasegraph/engine';
import { Rig, virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

const seed = artifact('seed', z.number());
const value = artifact('value', z.number());
const after = artifact('after', z.number());
const items = artifactList('items', z.object({ id: z.string() }), { key: ({ id }) => id });
const seen = artifactList('seen', z.string());

const addOne = definePhase({
  name: 'after',
  inputs: { value },
  outputs: { after },
  run: (inputs) => ({ after: inputs.value + 1 }),
});

// seed -> value -> after
describe('an attempt', () => {
  it('that fails is tried again after a backoff with full jitter, and the task succeeds', async () => {
    const rig = new Rig();
    const phase = rig.phase({
      name: 'value',
      inputs: { seed },
      outputs: { value },
      retry: { attempts: 3, baseMs: 1000 },
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [phase, addOne] });
    const run = pipeline.run({ seed: 1 }, { clock: rig.clock, random: () => 0.5 });
    (await rig.task('value').started()).fail(new Error('once'));
    await rig.idle();
    expect(rig.running).toEqual([]);
    (await rig.task('value').started()).fail(new Error('twice'));
    (await rig.task('value').started()).succeed({ value: 1 });
    const report = await rig.clock.run(run);
    expect(report.value(after)).toBe(2);
    expect(
      report.events.flatMap((event) => (event.type === 'attempt-failed' ? [event.retryInMs] : [])),
    ).toEqual([500, 1000]);
    expect(report.summary.makespanMs).toBe(1500);
  });

  it('is tried again at once without a base, however often', async () => {
    const clock = virtualClock();
    const phase = definePhase({
      name: 'value',
      inputs: { seed },
      outputs: { value },
      retry: { attempts: 1_100, baseMs: 0 },
      run: (_, { attempt }) => {
        if (attempt < 1_100) throw new Error('not yet');
        return { value: attempt };
      },
    });
    const run = definePipeline({ name: 'p', given: { seed }, phases: [phase] }).run({ seed: 1 }, { clock });
    const report = await clock.run(run);
    expect(report.value(value)).toBe(1_100);
    expect(report.summary.makespanMs).toBe(0);
  });

  it('waits as long as the server asks, and is not tried again when that is of no use', async () => {
    const rig = new Rig();
    const phase = rig.phase({
      name: 'value',
      inputs: { seed },
      outputs: { value },
      retry: { attempts: 5, baseMs: 10 },
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [phase] });
    const run = pipeline.run({ seed: 1 }, { clock: rig.clock });
    (await rig.task('value').started()).fail(Object.assign(new Error('busy'), { retryAfterMs: 7000 }));
    (await rig.task('value').started()).fail(Object.assign(new Error('no credit'), { retryable: false }));
    const report = await rig.clock.run(run);
    expect(report.summary.makespanMs).toBe(7000);
    expect(report.tasks[0]).toMatchObject({ attempts: 2, end: { status: 'failed' } });
  });

  it('is not put off for longer than ten minutes, whatever a server asks for', async () => {
    const rig = new Rig();
    const retry = { attempts: 2, baseMs: 10 };
    const phase = rig.phase({ name: 'value', inputs: { seed }, outputs: { value }, retry });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [phase] });
    const run = pipeline.run({ seed: 1 }, { clock: rig.clock });
    const busy = Object.assign(new Error('busy'), { retryAfterMs: 86_400_000 });
    (await rig.task('value').started()).fail(busy);
    (await rig.task('value').started()).succeed({ value: 1 });
    const report = await rig.clock.run(run);
    expect(report.summary.makespanMs).toBe(600_000);
  });

  it('is aborted at its timeout', async () => {
    const rig = new Rig();
    const phase = rig.phase({ name: 'value', inputs: { seed }, outputs: { value }, timeoutMs: 3000 });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [phase] });
    const run = pipeline.run({ seed: 1 }, { clock: rig.clock });
    const attempt = await rig.task('value').started();
    const report = await rig.clock.run(run);
    expect(attempt.aborted).toBe(true);
    expect(report.summary.makespanMs).toBe(3000);
    expect(report.tasks[0]?.end).toMatchObject({ status: 'failed', error: { code: 'timeout' } });
  });

  it('that fails for good is answered by the fallback, and the run says that it is degraded', async () => {
    const phase = definePhase({
      name: 'value',
      inputs: { seed },
      outputs: { value },
      run: () => {
        throw new Error('down');
      },
      fallback: (inputs, error) => ({ value: error.message.length > 0 ? inputs.seed * 10 : 0 }),
    });
    const report = await definePipeline({ name: 'p', given: { seed }, phases: [phase, addOne] }).run({
      seed: 2,
    });
    expect(report.value(after)).toBe(21);
    expect(report.status).toBe('degraded');
    expect(report.tasks[0]?.end).toMatchObject({
      status: 'degraded',
      error: { message: '"value" failed: down' },
    });
  });

  it('fails with both errors when the fallback fails too', async () => {
    const phase = definePhase({
      name: 'value',
      inputs: { seed },
      outputs: { value },
      run: () => {
        throw new Error('down');
      },
      fallback: () => {
        throw new Error('out');
      },
    });
    const report = await definePipeline({ name: 'p', given: { seed }, phases: [phase] }).run({ seed: 2 });
    expect(report.tasks[0]?.end).toMatchObject({
      status: 'failed',
      error: { code: 'fallback-failed', message: '"value" failed: down; and its fallback failed: out' },
    });
  });

  it('that gives what breaks the schema has failed, and says where', async () => {
    const phase = definePhase({
      name: 'value',
      inputs: { seed },
      outputs: { value },
      // A phase in JavaScript, or an `as`: the compiler does not stand in the way.
      run: () => JSON.parse('{"value":"two"}') as { value: number },
    });
    const report = await definePipeline({ name: 'p', given: { seed }, phases: [phase] }).run({ seed: 2 });
    expect(report.tasks[0]?.end).toMatchObject({
      status: 'failed',
      error: {
        code: 'invalid-output',
        message: expect.stringMatching(/"value" gave a value for "value".*expected number/s),
      },
    });
  });
});

// items -> see*
describe('what an attempt emits', () => {
  it('stays when the attempt fails, and is not done again when the next one emits it once more', async () => {
    const rig = new Rig();
    const emitter = rig.phase({
      name: 'emitter',
      inputs: { seed },
      outputs: { items },
      retry: { attempts: 2, baseMs: 0 },
    });
    const see = definePhase({
      name: 'see',
      inputs: { item: each(items) },
      outputs: { seen },
      run: ({ item }) => ({ seen: item.id }),
    });
    const run = definePipeline({ name: 'p', given: { seed }, phases: [emitter, see] }).run(
      { seed: 1 },
      { clock: rig.clock },
    );
    const first = await rig.task('emitter').started();
    first.emit(items, { id: 'a' });
    first.fail(new Error('half way'));
    const second = await rig.task('emitter').started();
    second.emit(items, { id: 'a' });
    second.succeed({ items: [{ id: 'a' }, { id: 'b' }] });
    const report = await rig.clock.run(run);
    expect(report.value(seen)).toEqual(['a', 'b']);
    expect(report.events.filter(({ type }) => type === 'item-emitted')).toHaveLength(2);
    expect(report.status).toBe('succeeded');
  });

  it('is refused when it comes too late, breaks the schema, or is no output of the phase', async () => {
    const errors: string[] = [];
    const clock = virtualClock();
    const emitter = definePhase({
      name: 'emitter',
      inputs: { seed },
      outputs: { items },
      run: (_, { emit }) => {
        const attempt = (list: unknown, item: unknown): void => {
          try {
            emit(list as never, item as never);
          } catch (error) {
            errors.push(String(error));
          }
        };
        attempt(items, { id: 3 });
        attempt(seen, 'a');
        clock.setTimer(10, () => attempt(items, { id: 'late' }));
      },
    });
    const wait = definePhase({
      name: 'wait',
      inputs: { items },
      outputs: { after },
      run: async () => {
        await clock.sleep(100);
        return { after: 1 };
      },
    });
    await clock.run(
      definePipeline({ name: 'p', given: { seed }, phases: [emitter, wait] }).run({ seed: 1 }, { clock }),
    );
    expect(errors).toEqual([
      expect.stringMatching(/"emitter" gave a value for "items" that does not fit/),
      expect.stringMatching(/"emitter" emitted to "seen", which is not a keyed list among its outputs/),
      expect.stringMatching(/"emitter" emitted to "items" after its attempt had ended/),
    ]);
  });
});

describe('an aborted run', () => {
  it('starts nothing more, aborts what runs, and ends as cancelled', async () => {
    const rig = new Rig();
    const controller = new AbortController();
    const phase = rig.phase({ name: 'value', inputs: { seed }, outputs: { value } });
    const run = definePipeline({ name: 'p', given: { seed }, phases: [phase, addOne] }).run(
      { seed: 1 },
      { clock: rig.clock, signal: controller.signal },
    );
    const attempt = await rig.task('value').started();
    controller.abort(new Error('Ctrl-C'));
    expect(attempt.aborted).toBe(true);
    const report = await rig.clock.run(run);
    expect(report.status).toBe('cancelled');
    expect(report.tasks.map(({ task, end }) => `${task} ${end.status}`)).toEqual([
      'after cancelled',
      'value cancelled',
    ]);
  });

  it('drops a backoff that is under way', async () => {
    const rig = new Rig();
    const controller = new AbortController();
    const phase = rig.phase({
      name: 'value',
      inputs: { seed },
      outputs: { value },
      retry: { attempts: 2, baseMs: 60_000 },
    });
    const run = definePipeline({ name: 'p', given: { seed }, phases: [phase] }).run(
      { seed: 1 },
      { clock: rig.clock, signal: controller.signal, random: () => 0.9 },
    );
    (await rig.task('value').started()).fail(new Error('once'));
    await rig.idle();
    controller.abort();
    const report = await rig.clock.run(run);
    expect(report.summary.makespanMs).toBe(0);
    expect(rig.clock.pending).toBe(0);
  });
});
