import { describe, expect, it } from '@jest/globals';
import { artifact, definePhase, definePipeline } from '@phasegraph/engine';
import { Rig } from '@phasegraph/engine/testing';
import { z } from 'zod';

const seed = artifact('seed', z.number());
const value = artifact('value', z.number());
const other = artifact('other', z.number());
const total = artifact('total', z.number());

describe('a group of phases', () => {
  it('has its cap in common, and the higher priority goes first', async () => {
    const rig = new Rig();
    const phases = [
      rig.phase({ name: 'low', inputs: { seed }, outputs: { value }, group: 'pictures', estimateMs: 100 }),
      rig.phase({ name: 'high', inputs: { seed }, outputs: { other }, group: 'pictures', priority: 1 }),
      rig.phase({ name: 'free', inputs: { seed }, outputs: { total } }),
    ] as const;
    const run = definePipeline({ name: 'p', given: { seed }, phases }).run(
      { seed: 1 },
      { clock: rig.clock, groups: { pictures: 1 } },
    );
    await rig.idle();
    expect(rig.running).toEqual(['high', 'free']);
    (await rig.task('high').started()).succeed({ other: 1 });
    await rig.idle();
    expect(rig.running).toEqual(['free', 'low']);
    (await rig.task('low').started()).succeed({ value: 1 });
    (await rig.task('free').started()).succeed({ total: 1 });
    await rig.clock.run(run);
  });

  it('that no phase is in is refused', async () => {
    const phase = definePhase({ name: 'x', inputs: { seed }, outputs: { value }, run: () => ({ value: 1 }) });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [phase] });
    await expect(pipeline.run({ seed: 1 }, { groups: { pictures: 1 } })).rejects.toThrow(
      /caps the group "pictures", in which no phase is; no phase of this run is in a group/,
    );
  });
});
