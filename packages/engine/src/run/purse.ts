import type { BudgetHold, BudgetReport, CallBudget } from '../declare/budget.js';
import { errors } from '../errors.js';
import type { PhasegraphError } from '../errors.js';
import { AbortWatch } from '../limits/abort-watch.js';
import type { Watcher } from '../limits/abort-watch.js';
import { Account, PurseLine, standsBefore } from './purse-line.js';
import type { Room, Waiting } from './purse-line.js';

/** Whose calls ask: one attempt of a task. */
export interface PurseHolder {
  /** Upward rank of the task: of two waiting calls the higher goes first. */
  readonly rank: number;
  /** Fires when the attempt is over; also what an attempt is known by. */
  readonly signal: AbortSignal;
  /** Is told that a call was refused: whatever the phase makes of that, it was not made with what it asked for. */
  readonly refused?: (error: PhasegraphError) => void;
}

/**
 * What a run may spend, and what of it is spent or kept for calls under way. A call is let in when its worst case fits,
 * so that what is spent never exceeds the budget, whatever the calls come to.
 *
 * The first in the line keeps those behind it waiting, or small calls would use up the room that a large one is to get.
 * Before the line go the calls of attempts that are handed an answer: that answer waits for them, with its room.
 *
 * It waits only where what is kept for calls under way could make room. All of those end, but for answers that wait for a
 * call in the line: where nothing else is under way, one of those calls is refused, so nothing waits for ever.
 */
export class Purse {
  readonly #budgetUsd: number;
  readonly #budget: number;
  #spent = 0;
  #held = 0;
  #mostRefused = 0;
  #arrivals = 0;
  readonly #line = new PurseLine();
  readonly #aborts = new AbortWatch();
  readonly #accounts = new WeakMap<AbortSignal, Account>();

  constructor(budgetUsd: number) {
    this.#budgetUsd = budgetUsd;
    this.#budget = Math.floor(budgetUsd * unitsAUsd);
  }

  /** What became of the budget. */
  report(): BudgetReport {
    return {
      usd: this.#budgetUsd,
      spentUsd: this.#spent / unitsAUsd,
      ...(this.#mostRefused > 0 && { refusedUsd: this.#mostRefused / unitsAUsd }),
    };
  }

  /** The budget as the calls of one attempt ask it. */
  for(holder: PurseHolder): CallBudget {
    const account = this.#accountOf(holder.signal);
    return {
      admit: (worstUsd, target, { cause, advice } = {}) =>
        this.#admit({ ...holder, worstUsd, target, cause, advice, account }),
      handingOver: () => this.#handOver(account),
    };
  }

  async #admit(asked: Asked): Promise<BudgetHold> {
    const { worstUsd, target, advice, signal, refused, account } = asked;
    if (worstUsd === undefined || !Number.isFinite(worstUsd)) {
      const error = errors.unknownPrice(target, advice);
      refused?.(error);
      throw error;
    }
    signal.throwIfAborted();
    const worst = unitsOf(worstUsd);
    return new Promise<BudgetHold>((resolve, reject) => {
      const waiting: WatchedWaiting = {
        ...asked,
        worst,
        arrival: this.#arrivals++,
        onAbort: () => {
          // Another call of the attempt may have made way for it a moment ago, when it was told of the same abort.
          if (!this.#line.remove(waiting)) return;
          reject(signal.reason);
          // It may have kept others waiting.
          this.#serve();
        },
        letIn: () => {
          this.#aborts.remove(waiting);
          resolve(this.#hold(worst, account));
        },
        refuse: (error) => {
          this.#aborts.remove(waiting);
          refused?.(error);
          reject(error);
        },
      };
      this.#aborts.add(waiting);
      this.#line.add(waiting);
      this.#serve();
    });
  }

  /** Keeps room for a call. */
  #hold(worst: number, account: Account): BudgetHold {
    const room: Room = { worst, waitsForPhase: 0 };
    this.#held += worst;
    account.rooms.add(room);
    const letGo = (): void => {
      account.rooms.delete(room);
      this.#held -= worst;
      if (room.waitsForPhase > 0) this.#line.setStuck(account, account.stuck - worst);
    };
    return {
      charge: (usd) => {
        this.#spent += usd === undefined ? worst : unitsOf(usd);
        if (account.rooms.has(room) && this.#spent + this.#held > this.#budget) letGo();
        this.#serve();
        return account.rooms.has(room);
      },
      release: () => {
        if (!account.rooms.has(room)) return;
        letGo();
        this.#serve();
      },
    };
  }

  /** Which of the answers under way it is that waits, nobody says: it may be any of the attempt. */
  #handOver(account: Account): () => void {
    const waiting = [...account.rooms];
    for (const room of waiting) room.waitsForPhase++;
    this.#line.setStuck(account, stuckIn(account));
    let isHanding = true;
    this.#serve();
    return () => {
      if (!isHanding) return;
      isHanding = false;
      for (const room of waiting) room.waitsForPhase--;
      this.#line.setStuck(account, stuckIn(account));
      this.#serve();
    };
  }

  /** Lets in what fits, and turns away what never will. */
  #serve(): void {
    for (;;) {
      this.#serveLine();
      const hopeless = this.#hopeless();
      if (hopeless === undefined) return;
      this.#line.remove(hopeless);
      this.#refuse(hopeless);
    }
  }

  /** Lets in the first as long as they fit, and turns away all that never will: one after another, as they stand in it. */
  #serveLine(): void {
    for (const refused of this.#line.takeBeyond(this.#budget - this.#spent)) {
      this.#letInBefore(refused);
      this.#refuse(refused);
    }
    this.#letInBefore(undefined);
  }

  #letInBefore(limit: Waiting | undefined): void {
    for (let first = this.#line.first; first !== undefined; first = this.#line.first) {
      const isInTurn = limit === undefined || standsBefore(first, limit);
      if (!isInTurn || this.#spent + this.#held + first.worst > this.#budget) return;
      this.#line.remove(first);
      first.letIn();
    }
  }

  /** The lowest of the calls that answers wait for, when those answers are all that is under way. */
  #hopeless(): Waiting | undefined {
    return this.#line.stuck < this.#held ? undefined : this.#line.lastInner;
  }

  #refuse(waiting: Waiting): void {
    const { target, worst, cause } = waiting;
    this.#mostRefused = Math.max(this.#mostRefused, worst);
    const leftUsd = Math.max(0, (this.#budget - this.#spent) / unitsAUsd);
    waiting.refuse(errors.budgetExhausted(target, worst / unitsAUsd, leftUsd, this.#budgetUsd, cause));
  }

  #accountOf(signal: AbortSignal): Account {
    let account = this.#accounts.get(signal);
    if (account === undefined) this.#accounts.set(signal, (account = new Account()));
    return account;
  }
}

function stuckIn({ rooms }: Account): number {
  let sum = 0;
  for (const { worst, waitsForPhase } of rooms) if (waitsForPhase > 0) sum += worst;
  return sum;
}

interface Asked extends PurseHolder {
  readonly worstUsd: number | undefined;
  readonly target: string;
  readonly cause: unknown;
  readonly advice: string | undefined;
  readonly account: Account;
}

/** Is told when its attempt is over. */
type WatchedWaiting = Waiting & Watcher;

/** Money is counted in whole billionths of a dollar: sums of fractions would drift past the budget. */
const unitsAUsd = 1e9;

/** Rounded up, so that what was let in stays within. */
function unitsOf(usd: number): number {
  // A product like 0.07 * 1e9 may come out a hair above the whole number that it is.
  return Math.ceil(Number((usd * unitsAUsd).toFixed(3)));
}
