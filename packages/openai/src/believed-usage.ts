import type { Usage } from '@phasegraph/engine';
import type { Estimate } from './estimate.js';

/** The most tokens of a call that a server is believed when it says what was used. */
export interface MostBelieved {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * How much a server is believed of a call for which so much was reserved. One that counts wrongly would fill a whole window
 * by a single answer: what was reserved may be short by half, not by more. Where it is really short, the next estimate is
 * higher, and so is what is believed.
 *
 * @param isCapKept whether no answer can be longer than its cap: where the provider counts that up front
 */
export function mostBelieved(estimate: Estimate, reserved: MostBelieved, isCapKept: boolean): MostBelieved {
  const { inputTokens, outputTokens, output } = estimate;
  return {
    inputTokens: doubtFrom * Math.max(inputTokens, reserved.inputTokens),
    outputTokens:
      output === 'cap' && isCapKept
        ? outputTokens
        : doubtFrom * Math.max(outputTokens, reserved.outputTokens),
  };
}

/** What an answer says that it used, as far as that is believed. */
export function believed({ inputTokens, outputTokens, ...rest }: Usage, most: MostBelieved): Usage {
  return {
    ...rest,
    ...(inputTokens !== undefined && { inputTokens: Math.min(inputTokens, most.inputTokens) }),
    ...(outputTokens !== undefined && { outputTokens: Math.min(outputTokens, most.outputTokens) }),
  };
}

/** From twice of what was reserved on. */
const doubtFrom = 2;
