import type { ReadLimits } from './limits.js';

/** How many calls each key has in flight, of all models and of each. */
export class CallsInFlight {
  readonly #ofKey = new Map<string, number>();
  readonly #ofModel = new Map<string, number>();

  /** Those that count against `concurrency`: of the model in limits by model, else of all. */
  count(keyId: string, model: string, { byModel }: ReadLimits): number {
    return (byModel ? this.#ofModel.get(pair(keyId, model)) : this.#ofKey.get(keyId)) ?? 0;
  }

  begin(keyId: string, model: string): void {
    this.#change(keyId, model, 1);
  }

  end(keyId: string, model: string): void {
    this.#change(keyId, model, -1);
  }

  #change(keyId: string, model: string, by: number): void {
    this.#ofKey.set(keyId, (this.#ofKey.get(keyId) ?? 0) + by);
    const both = pair(keyId, model);
    this.#ofModel.set(both, (this.#ofModel.get(both) ?? 0) + by);
  }
}

function pair(keyId: string, model: string): string {
  return JSON.stringify([keyId, model]);
}
