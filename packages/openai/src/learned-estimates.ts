import type { Cost, Usage } from '@phasegraph/engine';
import { believed, mostBelieved } from './believed-usage.js';
import type { MostBelieved } from './believed-usage.js';
import type { Estimate } from './estimate.js';

/**
 * When a provider counts the tokens of an answer: up front by their cap, and gives back what the answer did not use or keeps it
 * counted; or when they are there.
 */
export type OutputCount = 'up-front' | 'up-front-kept' | 'when-answered';

/** What sort of call it is: those of one are alike in what they use of what is counted. */
export interface Kind {
  readonly model: string;
  readonly phase: string;
}

/**
 * What is reserved for calls: what was counted before, times the ratio of used to counted of earlier calls of the same
 * phase to the same model; of a phase that has made none, that of all calls to the model. Tokenizers differ, and so do the
 * letters around what is sent.
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

  /** What to reserve for a call, what of that is no margin, and how much of what its answer tells is believed. */
  reserve(kind: Kind, estimate: Estimate): Reserved {
    const { inputTokens, outputTokens, images } = estimate;
    const input = Math.ceil(inputTokens * upper(ratioOf(this.#input, kind), unlearnedInput));
    const output = this.#outputOf(kind, estimate);
    const leastOutput = estimate.output === 'cap' ? output : Math.min(outputTokens, output);
    const cost = { requests: 1, tokens: input + output, images };
    return {
      cost,
      leastCost: { ...cost, tokens: Math.min(inputTokens, input) + leastOutput },
      most: mostBelieved(
        estimate,
        { inputTokens: input, outputTokens: output },
        this.outputCount !== 'when-answered',
      ),
      inputTokens: Math.max(Math.ceil(inputTokens * unlearnedInput), input),
    };
  }

  #outputOf(kind: Kind, { outputTokens, output }: Estimate): number {
    switch (output) {
      case 'cap':
        // What the provider counts up front is no estimate.
        return this.outputCount !== 'when-answered'
          ? outputTokens
          : Math.ceil(outputTokens * Math.min(1, upper(this.#output.get(nameOf(kind)), 1)));
      case 'expected':
        return Math.ceil(outputTokens * upper(ratioOf(this.#output, kind), 1));
      case 'unknown':
        return Math.ceil(outputTokens * upper(ratioOf(this.#output, kind), 0));
      default:
        return output satisfies never;
    }
  }

  /**
   * What a call came to by what its answer tells, for the limits; what is not told stands as reserved. Later estimates learn
   * from it.
   */
  settle(kind: Kind, estimate: Estimate, { most }: Reserved, told: Usage): Partial<Cost> {
    const usage = believed(told, most);
    this.learn(kind, estimate, usage);
    const { inputTokens, outputTokens } = usage;
    if (inputTokens === undefined || outputTokens === undefined) return {};
    const isKept = this.outputCount === 'up-front-kept' && estimate.output === 'cap';
    return { tokens: inputTokens + (isKept ? estimate.outputTokens : outputTokens) };
  }

  /** Takes in what a call used of what was counted for it. */
  learn(kind: Kind, estimate: Estimate, { inputTokens, outputTokens }: Usage): void {
    // How much of its cap an answer fills is the phase's own affair; of pictures, the model's is a good guess.
    for (const name of [nameOf(kind), nameOf({ model: kind.model })]) {
      learnRatio(this.#input, name, inputTokens, estimate.inputTokens);
      learnRatio(this.#output, name, outputTokens, estimate.outputTokens);
    }
  }
}

/** What is reserved for a call. */
export interface Reserved {
  readonly cost: Cost;
  /** Without the margin. */
  readonly leastCost: Cost;
  readonly most: MostBelieved;
  /**
   * How many tokens of input it is taken to have at most, for what it may cost: with the whole margin, whatever was learned,
   * since calls of a phase that were alike say nothing for sure of the next one.
   */
  readonly inputTokens: number;
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
