import { describe, expect, it } from '@jest/globals';
import { artifact, definePhase, definePipeline } from '@phasegraph/engine';
import { Rig, virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

const seed = artifact('seed', z.number());
const value = artifact('value', z.number());
const other = artifact('other', z.number());
const total = artifact('total', z.number());

describe('a handle', () => {
  const pipelineOf = (rig: Rig) =>
    definePipeline({
      name: 'p',
      given: { seed },
      phases: [
        rig.phase({ name: 'first', inputs: { seed }, outputs: { value } }),
        rig.phase({ name: 'second', inputs: { value }, outputs: { other } }),
      ],
    });

  it('pauses what is to start, and not what runs', async () => {
    const rig = new Rig();
    const handle = pipelineOf(rig).start({ seed: 1 }, { clock: rig.clock });
    const first = await rig.task('first').started();
    handle.pause();
    first.succeed({ value: 1 });
    await rig.idle();
    expect(rig.running).toEqual([]);
    handle.resume();
    (await rig.task('second').started()).succeed({ other: 2 });
    expect((await rig.clock.run(handle.result)).value(other)).toBe(2);
  });

  it('gives its events as they happen, from the first one on, to everyone who asks', async () => {
    const rig = new Rig();
    const handle = pipelineOf(rig).start({ seed: 1 }, { clock: rig.clock });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of handle) seen.push(event.type);
    })();
    (await rig.task('first').started()).succeed({ value: 1 });
    await rig.idle();
    expect(seen).toContain('task-ended');
    (await rig.task('second').started()).succeed({ other: 2 });
    const report = await rig.clock.run(handle.result);
    await reading;
    expect(seen).toEqual(report.events.map(({ type }) => type));
    const again: string[] = [];
    for await (const event of handle) again.push(event.type);
    expect(again).toEqual(seen);
  });

  it('cancels, waits for what listens, and names what does not', async () => {
    const clock = virtualClock();
    const deaf = definePhase({
      name: 'deaf',
      inputs: { seed },
      outputs: { value },
      run: async () => {
        await clock.sleep(3_600_000);
        return { value: 1 };
      },
    });
    const tidy = definePhase({
      name: 'tidy',
      inputs: { seed },
      outputs: { other },
      run: async (_, { signal }) => {
        await clock.sleep(3_600_000, signal).catch(() => clock.sleep(300));
        throw new Error('put away');
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [deaf, tidy] });
    const handle = pipeline.start({ seed: 1 }, { clock, graceMs: 2_000 });
    clock.setTimer(1_000, () => handle.cancel(new Error('enough')));
    const report = await clock.run(handle.result);
    expect(report.status).toBe('cancelled');
    expect(report.summary.unresponsive).toEqual(['deaf']);
    expect(report.tasks.map(({ task, endedAtMs }) => `${task} ${endedAtMs}`)).toEqual([
      'tidy 1300',
      'deaf 3000',
    ]);
  });

  it('keeps the work of an attempt that succeeds in the grace time, though its own is up', async () => {
    const clock = virtualClock();
    const almost = definePhase({
      name: 'almost',
      inputs: { seed },
      outputs: { value },
      timeoutMs: 1_200,
      run: async () => {
        await clock.sleep(1_500);
        return { value: 5 };
      },
    });
    const handle = definePipeline({ name: 'p', given: { seed }, phases: [almost] }).start(
      { seed: 1 },
      { clock },
    );
    clock.setTimer(1_000, () => handle.cancel());
    expect((await clock.run(handle.result)).value(value)).toBe(5);
  });
});

// first -> stopper -> after
describe('a phase that cancels its own run and promises nothing', () => {
  const first = definePhase({
    name: 'first',
    inputs: { seed },
    outputs: { value },
    run: async ({ seed: given }) => ({ value: given }),
  });
  const stopped = async (stop: () => { other: number }, controller: AbortController) => {
    const clock = virtualClock();
    const stopper = definePhase({
      name: 'stopper',
      inputs: { value },
      outputs: { other },
      retry: { attempts: 2 },
      run: stop,
    });
    const after = definePhase({
      name: 'after',
      inputs: { other },
      outputs: { total },
      run: () => ({ total: 1 }),
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [first, stopper, after] });
    const report = await clock.run(pipeline.run({ seed: 1 }, { clock, signal: controller.signal }));
    return report.events.flatMap((event) =>
      event.type === 'task-ended' ? [`${event.task} ${event.end.status}`] : [],
    );
  };

  it('ends once, with what it gave', async () => {
    const controller = new AbortController();
    const stop = () => {
      controller.abort();
      return { other: 1 };
    };
    expect(await stopped(stop, controller)).toEqual([
      'first succeeded',
      'stopper succeeded',
      'after cancelled',
    ]);
  });

  it('has no second attempt when it fails', async () => {
    const controller = new AbortController();
    const stop = () => {
      controller.abort();
      throw new Error('broken');
    };
    const ends = await stopped(stop, controller);
    expect(ends.toSorted()).toEqual(['after cancelled', 'first succeeded', 'stopper cancelled']);
  });
});
