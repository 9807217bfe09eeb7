import { briefSchema } from '@phasegraph/phases';
import type { Brief } from '@phasegraph/phases';
import type { RecordedRun } from '@phasegraph/engine';
import { z } from 'zod';
import { InputError } from '../failure.js';
import type { GenerateOptions } from './options.js';
import type { Job } from './prepare.js';
import type { RunEnd } from './run-end.js';

/** What the store keeps of what was asked for: enough to ask for it again. Never a key: those come from the outside each time. */
export interface RunRequest extends Pick<GenerateOptions, 'concurrency' | 'budget' | 'config'> {
  readonly brief: Brief;
  /** Absolute. */
  readonly out: string;
  readonly targets: readonly string[];
  readonly strict: boolean;
  readonly force: boolean;
  /** Whether nothing was paid, since the embedded sandbox answered. */
  readonly isFree: boolean;
  /** When a run began that was to make all anew: what was recorded since is its own. Milliseconds since 1970. */
  readonly freshSinceMs?: number;
}

const requestSchema = z.object({
  brief: briefSchema,
  targets: z.array(z.string()),
  out: z.string(),
  strict: z.boolean(),
  force: z.boolean(),
  isFree: z.boolean(),
  freshSinceMs: z.number().optional(),
  concurrency: z.number().optional(),
  budget: z.number().optional(),
  config: z.string().optional(),
});

/** What a run was asked for, with every path whole. */
export function requestOf(
  { brief, targets, outDir, recorded, recordedSinceMs, configPath, concurrency, budgetUsd }: Job,
  { strict = false, force = false }: GenerateOptions,
  { isFree, nowMs }: { readonly isFree: boolean; readonly nowMs: number },
): RunRequest {
  const freshSinceMs = recorded === 'fresh' ? nowMs : recordedSinceMs;
  return {
    brief,
    targets,
    out: outDir,
    strict,
    force,
    isFree,
    ...(freshSinceMs !== undefined && { freshSinceMs }),
    ...(concurrency !== undefined && { concurrency }),
    ...(budgetUsd !== null && { budget: budgetUsd }),
    ...(configPath !== null && { config: configPath }),
  };
}

/**
 * What a recorded run was asked for, to be asked for again.
 *
 * @throws InputError when the run does not say, or this release does not understand it
 */
export function optionsOfRequest({ runId, request }: RecordedRun): Omit<GenerateOptions, 'store'> {
  const { success, data } = requestSchema.safeParse(request);
  if (!success) {
    throw new InputError(
      'not-resumable',
      `The run ${runId} does not say what it was asked for. Run generate again with its brief: what was made is reused.`,
    );
  }
  const { brief, targets, out, strict, force, isFree, freshSinceMs, concurrency, budget, config } = data;
  return {
    brief,
    targets,
    out,
    strict,
    force,
    wasFree: isFree,
    ...(freshSinceMs !== undefined && { freshSinceMs }),
    ...(concurrency !== undefined && { concurrency }),
    ...(budget !== undefined && { budget }),
    ...(config !== undefined && { config }),
  };
}

/** What a recorded run says of its money; of one that says nothing it is taken to have been paid, without a cap. */
export function moneyOf({ request }: RecordedRun): Pick<RunEnd, 'isFree' | 'budgetUsd'> {
  const { isFree = false, budget = null } = requestSchema.safeParse(request).data ?? {};
  return { isFree, budgetUsd: budget };
}
