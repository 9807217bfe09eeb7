import { sandboxErrors } from '../errors.js';

/**
 * What is enforced; what is left out is not. Rates count for a group of keys and a model, concurrency for a key.
 * The windows follow {@link https://platform.openai.com/docs/guides/rate-limits | the provider's page on rate limits}.
 */
export interface Limits {
  /** Requests in any minute. */
  readonly rpm?: number;
  /** Tokens in any minute: the request's and `max_output_tokens` up front, the true usage once it is known. */
  readonly tpm?: number;
  /** Images in any minute. */
  readonly ipm?: number;
  /** Requests in any day, of 1,440 minutes. */
  readonly rpd?: number;
  /** Requests that one key may have in flight: of all models; in limits by model, of that model. */
  readonly concurrency?: number;
}

/** Limits by the name of a model; `*` stands for every model without an entry, each with a budget of its own. */
export type LimitsByModel = Readonly<Record<string, Limits>>;

/** The same limits for every model, each with a budget of its own, or limits by model. */
export type LimitsOption = Limits | LimitsByModel;

/** New limits at a time of their own. */
export interface LimitChange {
  /** Milliseconds after the start. */
  readonly afterMs: number;
  /** What holds from then on, in place of what held before. What the windows hold stays. */
  readonly limits: LimitsOption;
}

/** What can be exceeded. */
export type LimitKind = 'requests' | 'tokens' | 'images' | 'requests-per-day' | 'concurrency';

/** What is counted over time. */
export type RateKind = Exclude<LimitKind, 'concurrency'>;

/** Every kind of limit. */
export const limitKinds: readonly LimitKind[] = [
  'requests',
  'tokens',
  'images',
  'requests-per-day',
  'concurrency',
];

/** Minutes in the window of a day. */
export const minutesADay = 1_440;

/** Limits that were checked. */
export interface ReadLimits {
  readonly option: LimitsOption;
  /** Whether `concurrency` counts the calls of a key to one model, and not to all. */
  readonly byModel: boolean;
  of(model: string): Limits;
}

const names = ['rpm', 'tpm', 'ipm', 'rpd', 'concurrency'] as const satisfies readonly (keyof Limits)[];

/**
 * Checks limits as they were handed in.
 *
 * @param name of the option, for messages
 * @throws SandboxError `invalid-option`
 */
export function readLimits(option: LimitsOption, name: string): ReadLimits {
  const entries: readonly [string, unknown][] = Object.entries(option);
  const ofModels = entries.flatMap(([model, limits]): [string, Limits][] =>
    typeof limits === 'object' && limits !== null ? [[model, limits]] : [],
  );
  if (ofModels.length === 0) {
    checkNumbers(option, name);
    const limits: Limits = { ...option };
    return { option, byModel: false, of: () => limits };
  }
  if (ofModels.length < entries.length) throw sandboxErrors.limitsOfTwoKinds(name);
  for (const [model, limits] of ofModels) checkNumbers(limits, `${name}["${model}"]`);
  const byModel = new Map(ofModels.map(([model, limits]) => [model, { ...limits }]));
  const others = byModel.get('*') ?? {};
  return { option, byModel: true, of: (model) => byModel.get(model) ?? others };
}

function checkNumbers(limits: object, name: string): void {
  for (const [limit, value] of Object.entries(limits) as [string, unknown][]) {
    if (!names.some((known) => known === limit)) throw sandboxErrors.unknownLimit(`${name}.${limit}`, names);
    if (value === undefined) continue;
    if (typeof value !== 'number' || !(value >= 0)) throw sandboxErrors.notACount(`${name}.${limit}`, value);
  }
}
