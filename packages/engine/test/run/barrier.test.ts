import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline, each } from '@phasegraph/engine';
import type { Inputs, Outputs } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

const seed = artifact('seed', z.number());
const Done = z.literal(true);

describe('no barrier', () => {
  it('holds up what comes after a fast phase for a slow one beside it', async () => {
    const clock = virtualClock();
    const [fast, afterFast, slow, end] = ['fast', 'after-fast', 'slow', 'end'].map((name) =>
      artifact(name, Done),
    );
    const wait = (name: string, inputs: Inputs, output: Outputs[string], ms: number) =>
      definePhase({
        name,
        inputs,
        outputs: { [name]: output },
        run: async () => {
          await clock.sleep(ms);
          return { [name]: true as const };
        },
      });
    if (!fast || !afterFast || !slow || !end) throw new Error('four artifacts were declared');
    const phases = [
      wait('fast', { seed }, fast, 100),
      wait('after-fast', { fast }, afterFast, 1_000),
      wait('slow', { seed }, slow, 1_000),
      wait('end', { afterFast, slow }, end, 10),
    ];
    const report = await clock.run(
      definePipeline({ name: 'p', given: { seed }, phases }).run({ seed: 1 }, { clock, resources: {} }),
    );
    expect(report.summary.makespanMs).toBe(1_110);
  });

  it('holds up the tasks of items for items that are still to come', async () => {
    const clock = virtualClock();
    const items = artifactList('items', z.object({ id: z.string() }), { key: ({ id }) => id });
    const worked = artifactList('worked', Done);
    const emitter = definePhase({
      name: 'emitter',
      inputs: { seed },
      outputs: { items },
      run: async (_, { emit }) => {
        for (let at = 1; at <= 10; at++) {
          await clock.sleep(1_000);
          emit(items, { id: String(at) });
        }
      },
    });
    const work = definePhase({
      name: 'work',
      inputs: { item: each(items) },
      outputs: { worked },
      run: async () => {
        await clock.sleep(1_000);
        return { worked: true as const };
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [emitter, work] });
    const report = await clock.run(pipeline.run({ seed: 1 }, { clock }));
    expect(report.tasks.find(({ task }) => task === 'work[1]')?.startedAtMs).toBe(1_000);
    expect(report.summary.makespanMs).toBe(11_000);
  });
});
