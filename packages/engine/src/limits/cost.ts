/** What a call takes from the budgets of its key's limit group. */
export interface Cost {
  /** Calls. */
  readonly requests: number;
  /** Input and output together. */
  readonly tokens: number;
  /** Pictures. */
  readonly images: number;
}

/** One of the things that a budget counts. */
export type Dimension = keyof Cost;

/** All of them. */
export const dimensions: readonly Dimension[] = ['requests', 'tokens', 'images'];

/** What a call that never reached the provider cost. */
export const noCost: Cost = { requests: 0, tokens: 0, images: 0 };
