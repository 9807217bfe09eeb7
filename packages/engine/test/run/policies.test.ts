import { describe, expect, it } from '@jest/globals';
import { artifact, definePhase, definePipeline } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

const seed = artifact('seed', z.number());
const value = artifact('value', z.number());

describe('a policy', () => {
  it('says which errors are worth another attempt', async () => {
    let attempts = 0;
    const phase = definePhase({
      name: 'x',
      inputs: { seed },
      outputs: { value },
      retry: { attempts: 5, baseMs: 0, on: (error) => error instanceof TypeError },
      run: () => {
        attempts++;
        throw attempts < 3 ? new TypeError('again') : new RangeError('enough');
      },
    });
    const report = await definePipeline({ name: 'p', given: { seed }, phases: [phase] }).run({ seed: 1 });
    expect(attempts).toBe(3);
    expect(report.status).toBe('failed');
  });

  it('that throws ends the task, with both errors', async () => {
    const phase = definePhase({
      name: 'x',
      inputs: { seed },
      outputs: { value },
      retry: {
        attempts: 5,
        on: () => {
          throw new Error('not to be judged');
        },
      },
      run: () => {
        throw new Error('broken', { cause: new Error('deep') });
      },
    });
    const report = await definePipeline({ name: 'p', given: { seed }, phases: [phase] }).run({ seed: 1 });
    expect(report.tasks[0]).toMatchObject({
      attempts: 1,
      end: {
        status: 'failed',
        error: {
          code: 'phase-failed',
          message: '"x" failed: broken; and its retry.on failed: not to be judged',
          causes: [
            'AggregateError: the attempt and its retry.on',
            'PhasegraphError: "x" failed: broken',
            'Error: not to be judged',
            'Error: broken',
            'Error: deep',
          ],
        },
      },
    });
  });

  it('ends a task whose time is used up, in its backoff too, and asks its fallback', async () => {
    const clock = virtualClock();
    const phase = definePhase({
      name: 'x',
      inputs: { seed },
      outputs: { value },
      retry: { attempts: 9, baseMs: 10_000, maxMs: 10_000 },
      taskTimeoutMs: 2_500,
      run: async (_, { signal }) => {
        await clock.sleep(1_000, signal);
        throw new Error('slow and wrong');
      },
      fallback: (_, error) => ({ value: error.message.includes('2500 ms with all its attempts') ? 7 : 0 }),
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [phase] });
    const report = await clock.run(pipeline.run({ seed: 1 }, { clock, random: () => 0.5 }));
    expect(report.value(value)).toBe(7);
    expect(report.summary.makespanMs).toBe(2_500);
  });

  it('gives the fallback the time of an attempt, and asks it once', async () => {
    const clock = virtualClock();
    let asked = 0;
    const phase = definePhase({
      name: 'x',
      inputs: { seed },
      outputs: { value },
      timeoutMs: 1_000,
      run: () => {
        throw new Error('down');
      },
      fallback: async (_, __, { signal }) => {
        asked++;
        await clock.sleep(5_000, signal);
        return { value: 1 };
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [phase] });
    const report = await clock.run(pipeline.run({ seed: 1 }, { clock }), 60_000);
    expect(asked).toBe(1);
    expect(report.summary.makespanMs).toBe(1_000);
    expect(report.tasks[0]?.end).toMatchObject({
      status: 'failed',
      error: { code: 'fallback-failed', message: expect.stringContaining('took longer than 1000 ms') },
    });
  });

  it('lets a fallback that runs when the time of the task is up finish, and asks it once', async () => {
    const clock = virtualClock();
    let asked = 0;
    const phase = definePhase({
      name: 'x',
      inputs: { seed },
      outputs: { value },
      taskTimeoutMs: 1_000,
      run: () => {
        throw new Error('down');
      },
      fallback: async () => {
        await clock.sleep(1_500);
        return { value: ++asked };
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [phase] });
    const report = await clock.run(pipeline.run({ seed: 1 }, { clock }));
    expect(report.value(value)).toBe(1);
    expect(report.summary.makespanMs).toBe(1_500);
  });
});
