import { artifact, definePhase, definePipeline } from '@phasegraph/engine';
import type { RunOptions, RunReport } from '@phasegraph/engine';
import { z } from 'zod';
import { model } from '../src/index.js';
import type { ModelClient, OpenaiPool } from '../src/index.js';

const given = artifact('given', z.string());

/** What the phase gives: whatever it was answered. */
export const made = artifact('made', z.unknown());

/** A phase that asks, and the options of its run. */
export interface Asking extends Pick<RunOptions, 'store' | 'recorded' | 'budget'> {
  readonly pool: OpenaiPool;
  readonly ask: (model: ModelClient) => Promise<unknown>;
  /** Whether the phase has a bug, after it has asked. */
  readonly isBroken?: boolean;
}

/** A run of one phase that asks, in one attempt. */
export function run({ pool, ask, isBroken = false, ...options }: Asking): Promise<RunReport> {
  const make = definePhase({
    name: 'make',
    inputs: { given },
    outputs: { made },
    uses: { model },
    retry: { attempts: 1 },
    run: async (_, context) => {
      const value = await ask(context.model);
      if (isBroken) throw new Error('a bug');
      return { made: value };
    },
  });
  const pipeline = definePipeline({ name: 'p', given: { given }, phases: [make] });
  return pipeline.run({ given: 'x' }, { resources: { model: pool }, ...options });
}
