import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BudgetHold, CallBudget } from '../../src/declare/budget.js';
import { Purse } from '../../src/run/purse.js';
import { NaivePurse } from './naive-purse.js';
import type { NaiveAttempt, NaiveHold } from './naive-purse.js';

const often = <Kind>(kind: Kind): Kind[] => [kind, kind, kind];
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * What happens, to which of the attempts, calls under way or answers that wait. Amounts in cents; most calls cost little of
 * what they may, so that many come to wait before the budget is spent.
 */
const drawnStep = fc.record({
  kind: fc.constantFrom(...often('admit'), ...often('charge'), 'release', 'hand over', 'go on', 'abort'),
  which: fc.nat({ max: 99 }),
  worst: fc.constantFrom(0, 10, 20, 30, 35, 40, 45, 60),
  cost: fc.constantFrom(0, 0, 0, 1, 5, 20, 50, undefined),
});
type Step = typeof drawnStep extends fc.Arbitrary<infer T> ? T : never;

/** An attempt, as both know it. */
interface Asking {
  readonly controller: AbortController;
  readonly budget: CallBudget;
  readonly model: NaiveAttempt;
}

/** A purse and the model of it, told the same. */
class SideBySide {
  readonly told: string[] = [];
  readonly purse: Purse;
  readonly model: NaivePurse;
  readonly #attempts: Asking[];
  readonly #holds = new Map<string, BudgetHold>();
  readonly #modelHolds = new Map<string, NaiveHold>();
  readonly #handedOver: (readonly [() => void, () => void])[] = [];
  #calls = 0;

  constructor(budget: number, ranks: readonly number[]) {
    this.purse = new Purse(budget / 100);
    this.model = new NaivePurse(budget);
    this.#attempts = ranks.map((rank) => this.#attemptOf(rank));
  }

  take({ kind, which, worst, cost }: Step): void {
    const at = which % this.#attempts.length;
    const attempt = this.#attempts[at];
    if (attempt === undefined) return;
    const name = [...this.#modelHolds.keys()][which % this.#modelHolds.size];
    const [hold, modelHold] = [this.#holds.get(name ?? ''), this.#modelHolds.get(name ?? '')];
    switch (kind) {
      case 'admit':
        return this.#admit(attempt, worst);
      case 'charge':
        expect(hold?.charge(cost === undefined ? undefined : cost / 100)).toBe(modelHold?.charge(cost));
        return;
      case 'release':
        hold?.release();
        modelHold?.release();
        if (name !== undefined) this.#modelHolds.delete(name);
        return;
      case 'hand over':
        this.#handedOver.push([attempt.budget.handingOver(), this.model.handOver(attempt.model)]);
        return;
      case 'go on':
        for (const goOn of this.#handedOver.splice(which % Math.max(1, this.#handedOver.length), 1).flat())
          goOn();
        return;
      case 'abort':
        attempt.controller.abort('over');
        this.model.abort(attempt.model);
        this.#attempts[at] = this.#attemptOf(attempt.model.rank);
    }
  }

  #attemptOf(rank: number): Asking {
    const controller = new AbortController();
    const budget = this.purse.for({ rank, signal: controller.signal });
    return { controller, budget, model: { rank, rooms: new Set() } };
  }

  #admit({ budget, model }: Asking, worst: number): void {
    const name = `call ${this.#calls++}`;
    budget.admit(worst / 100, 'm').then(
      (hold) => {
        this.told.push(`${name}: let in`);
        this.#holds.set(name, hold);
      },
      (error: unknown) =>
        this.told.push(`${name}: ${error instanceof Error ? error.message : String(error)}`),
    );
    this.model.admit({ name, attempt: model, worst, letIn: (hold) => this.#modelHolds.set(name, hold) });
  }
}

it('a purse lets in and refuses what a search of the whole line would, in the same order and words', async () => {
  const ranks = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 6 });
  const steps = fc.array(drawnStep, { minLength: 10, maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 150 }), ranks, steps, async (budget, ofAttempts, taken) => {
      const both = new SideBySide(budget, ofAttempts);
      for (const step of taken) {
        both.take(step);
        // What was decided at once goes on in the order in which it was.
        await settle();
        expect(both.told).toEqual(both.model.told);
      }
      expect(both.purse.report()).toEqual(both.model.report);
    }),
    { numRuns: 500 },
  );
});
