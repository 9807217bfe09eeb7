import type { BudgetHold, CallBudget } from '../declare/budget.js';
import { errors } from '../errors.js';

/** Whose calls ask: one attempt of a task. */
export interface PurseHolder {
  /** Upward rank of the task: of two waiting calls the higher goes first. */
  readonly rank: number;
  /** Fires when the attempt is over; also what an attempt is known by. */
  readonly signal: AbortSignal;
}

/**
 * What a run may spend, and what of it is spent or kept for calls under way. A call is let in when its worst case fits,
 * so that what is spent never exceeds the budget, whatever the calls come to.
 *
 * The first in the line keeps those behind it waiting, or small calls would use up the room that a large one is to get.
 * It waits only where what is kept for calls under way could make room; all of those end, so nothing waits for ever.
 */
export class Purse {
  readonly #budgetUsd: number;
  readonly #budget: number;
  #spent = 0;
  #held = 0;
  /** The highest rank first, of equals the one that came first. */
  readonly #line: Waiting[] = [];
  readonly #accounts = new WeakMap<AbortSignal, Account>();

  constructor(budgetUsd: number) {
    this.#budgetUsd = budgetUsd;
    this.#budget = Math.floor(budgetUsd * unitsAUsd);
  }

  /** The budget as the calls of one attempt ask it. */
  for({ rank, signal }: PurseHolder): CallBudget {
    const account = this.#accountOf(signal);
    return {
      admit: (worstUsd, target) => this.#admit({ worstUsd, target, rank, signal, account }),
      handingOver: () => {
        account.handingOver++;
        this.#serve();
        let isHanding = true;
        return () => {
          if (!isHanding) return;
          isHanding = false;
          account.handingOver--;
        };
      },
    };
  }

  async #admit(asked: Asked): Promise<BudgetHold> {
    const { worstUsd, target, signal } = asked;
    if (worstUsd === undefined || !Number.isFinite(worstUsd)) throw errors.unknownPrice(target);
    signal.throwIfAborted();
    const worst = unitsOf(worstUsd);
    await new Promise<void>((resolve, reject) => {
      const abort = (): void => {
        this.#remove(waiting);
        reject(signal.reason);
        // It may have kept others waiting.
        this.#serve();
      };
      const waiting: Waiting = {
        ...asked,
        worst,
        letIn: () => {
          signal.removeEventListener('abort', abort);
          resolve();
        },
        refuse: (error) => {
          signal.removeEventListener('abort', abort);
          reject(error);
        },
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#line.splice(placeOf(this.#line, waiting), 0, waiting);
      this.#serve();
    });
    return this.#hold(worst, asked.account);
  }

  /** Room that was taken when the call was let in. */
  #hold(worst: number, account: Account): BudgetHold {
    let isHeld = true;
    const letGo = (): void => {
      isHeld = false;
      this.#held -= worst;
      account.held -= worst;
    };
    return {
      charge: (usd) => {
        this.#spent += usd === undefined ? worst : unitsOf(usd);
        if (isHeld && this.#spent + this.#held > this.#budget) letGo();
        this.#serve();
        return isHeld;
      },
      release: () => {
        if (!isHeld) return;
        letGo();
        this.#serve();
      },
    };
  }

  /** Lets in what fits, and turns away what never will. */
  #serve(): void {
    let mustWait = false;
    // What is served leaves the line meanwhile.
    const line = this.#line.slice();
    for (const waiting of line) {
      const { worst, account } = waiting;
      const stuck = account.handingOver > 0 ? account.held : 0;
      if (this.#spent + stuck + worst > this.#budget) {
        this.#remove(waiting);
        const leftUsd = (this.#budget - this.#spent) / unitsAUsd;
        const [worstUsd, left] = [worst / unitsAUsd, Math.max(0, leftUsd)];
        waiting.refuse(errors.budgetExhausted(waiting.target, worstUsd, left, this.#budgetUsd));
      } else if (mustWait || this.#spent + this.#held + worst > this.#budget) mustWait = true;
      else {
        this.#remove(waiting);
        this.#held += worst;
        account.held += worst;
        waiting.letIn();
      }
    }
  }

  #remove(waiting: Waiting): void {
    const at = this.#line.indexOf(waiting);
    if (at >= 0) this.#line.splice(at, 1);
  }

  #accountOf(signal: AbortSignal): Account {
    let account = this.#accounts.get(signal);
    if (account === undefined) this.#accounts.set(signal, (account = { held: 0, handingOver: 0 }));
    return account;
  }
}

/** What is kept for the calls of one attempt, and how many of their answers wait for it. */
interface Account {
  held: number;
  handingOver: number;
}

interface Asked extends PurseHolder {
  readonly worstUsd: number | undefined;
  readonly target: string;
  readonly account: Account;
}

interface Waiting extends Asked {
  readonly worst: number;
  letIn(): void;
  refuse(error: Error): void;
}

/** Money is counted in whole billionths of a dollar: sums of fractions would drift past the budget. */
const unitsAUsd = 1e9;

/** Rounded up, so that what was let in stays within. */
function unitsOf(usd: number): number {
  // A product like 0.07 * 1e9 may come out a hair above the whole number that it is.
  return Math.ceil(Number((usd * unitsAUsd).toFixed(3)));
}

function placeOf(line: readonly Waiting[], { rank }: Waiting): number {
  const at = line.findIndex((other) => other.rank < rank);
  return at < 0 ? line.length : at;
}
