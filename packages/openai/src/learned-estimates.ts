import type { Cost, Usage } from '@phasegraph/engine';
import type { Estimate } from './estimate.js';

/** When a provider counts the tokens of an answer: up front by their cap, or when they are there. */
export type OutputCount = 'up-front' | 'when-answered';

/** What sort of call it is: those of one are alike in what they use of what is counted. */
export interface Kind {
  readonly model: string;
  readonly phase: string;
}

/**
 * What is reserved for calls: what was counted before, times the ratio of used to counted of earlier calls of the same
 * phase to the same model, as long as it made none of all to that model. Tokenizers differ, and so do the letters around
 * what is sent.
 *
 * The ratio is a mean that follows the last calls with a margin of two mean deviations, as in the estimate of a round trip
 * (Jacobson: Congestion avoidance and control, 1988), so that most calls stay below.
 */
export class LearnedEstimates {
  readonly outputCount: OutputCount;
  readonly #input = new Map<string, Ratio>();
  readonly #output = new Map<string, Ratio>();

  constructor(outputCount: OutputCount) {
    this.outputCount = outputCount;
  }

  /** What to reserve for a call, and what of that is no margin. */
  reserve(kind: Kind, { inputTokens, outputTokens, images }: Estimate): { cost: Cost; leastCost: Cost } {
    const input = Math.ceil(inputTokens * upper(ratioOf(this.#input, kind), unlearnedInput));
    // What the provider counts up front is no estimate.
    const output =
      this.outputCount === 'up-front'
        ? outputTokens
        : Math.ceil(outputTokens * Math.min(1, upper(this.#output.get(nameOf(kind)), 1)));
    const cost = { requests: 1, tokens: input + output, images };
    return { cost, leastCost: { ...cost, tokens: Math.min(inputTokens, input) + output } };
  }

  /** Takes in what a call used of what was counted for it. */
  learn(kind: Kind, estimate: Estimate, { inputTokens, outputTokens }: Usage): void {
    for (const name of [nameOf(kind), nameOf({ model: kind.model })])
      learnRatio(this.#input, name, inputTokens, estimate.inputTokens);
    // How much of its cap an answer fills is the phase's own affair.
    learnRatio(this.#output, nameOf(kind), outputTokens, estimate.outputTokens);
  }
}

function ratioOf(ratios: ReadonlyMap<string, Ratio>, kind: Kind): Ratio | undefined {
  return ratios.get(nameOf(kind)) ?? ratios.get(nameOf({ model: kind.model }));
}

/** A name for the map; without a phase that of all of the model. */
function nameOf({ model, phase }: { readonly model: string; readonly phase?: string }): string {
  return JSON.stringify([model, phase]);
}

interface Ratio {
  mean: number;
  deviation: number;
}

/** Tokenizers of other models than the one that we count with cut words differently, by some per cent to a half. */
const unlearnedInput = 1.5;
const pace = 1 / 8;
/** Whatever a provider says: no call is taken for a tenth of what was counted, or for ten times as much. */
const [least, most] = [0.1, 10];

function upper(ratio: Ratio | undefined, unlearned: number): number {
  if (ratio === undefined) return unlearned;
  return Math.min(most, Math.max(least, ratio.mean + 2 * ratio.deviation));
}

function learnRatio(
  ratios: Map<string, Ratio>,
  kind: string,
  used: number | undefined,
  counted: number,
): void {
  if (used === undefined || counted === 0) return;
  const seen = Math.min(most, used / counted);
  const known = ratios.get(kind);
  if (known === undefined) {
    ratios.set(kind, { mean: seen, deviation: seen / 8 });
    return;
  }
  known.deviation += (Math.abs(seen - known.mean) - known.deviation) * pace;
  known.mean += (seen - known.mean) * pace;
}
