import type { BudgetHold, BudgetReport, CallBudget } from '../declare/budget.js';
import { errors } from '../errors.js';
import type { PhasegraphError } from '../errors.js';

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
  /** The highest rank first, of equals the one that came first. */
  readonly #line: Waiting[] = [];
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
    const { worstUsd, target, advice, signal, refused } = asked;
    if (worstUsd === undefined || !Number.isFinite(worstUsd)) {
      const error = errors.unknownPrice(target, advice);
      refused?.(error);
      throw error;
    }
    signal.throwIfAborted();
    const worst = unitsOf(worstUsd);
    return new Promise<BudgetHold>((resolve, reject) => {
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
          resolve(this.#hold(worst, asked.account));
        },
        refuse: (error) => {
          signal.removeEventListener('abort', abort);
          refused?.(error);
          reject(error);
        },
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#line.splice(placeOf(this.#line, waiting), 0, waiting);
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
    let isHanding = true;
    this.#serve();
    return () => {
      if (!isHanding) return;
      isHanding = false;
      for (const room of waiting) room.waitsForPhase--;
      this.#serve();
    };
  }

  /** Lets in what fits, and turns away what never will. */
  #serve(): void {
    for (;;) {
      this.#serveLine();
      const hopeless = this.#hopeless();
      if (hopeless === undefined) return;
      this.#refuse(hopeless);
    }
  }

  #serveLine(): void {
    let mustWait = false;
    for (const waiting of this.#inOrder()) {
      const { worst, account } = waiting;
      const stuck = stuckIn(account);
      if (this.#spent + stuck + worst > this.#budget) this.#refuse(waiting);
      else if (mustWait || this.#spent + this.#held + worst > this.#budget) mustWait = true;
      else {
        this.#remove(waiting);
        waiting.letIn();
      }
    }
  }

  /** First the calls that an answer under way waits for. A copy: what is served leaves the line. */
  #inOrder(): Waiting[] {
    const isInner = ({ account }: Waiting): boolean => stuckIn(account) > 0;
    return [...this.#line.filter(isInner), ...this.#line.filter((waiting) => !isInner(waiting))];
  }

  /** The lowest of the calls that answers wait for, when those answers are all that is under way. */
  #hopeless(): Waiting | undefined {
    const inner = this.#line.filter(({ account }) => stuckIn(account) > 0);
    const accounts = new Set(inner.map(({ account }) => account));
    const stuck = [...accounts].reduce((sum, account) => sum + stuckIn(account), 0);
    return stuck < this.#held ? undefined : inner.at(-1);
  }

  #refuse(waiting: Waiting): void {
    this.#remove(waiting);
    this.#mostRefused = Math.max(this.#mostRefused, waiting.worst);
    const leftUsd = Math.max(0, (this.#budget - this.#spent) / unitsAUsd);
    const { target, worst, cause } = waiting;
    waiting.refuse(errors.budgetExhausted(target, worst / unitsAUsd, leftUsd, this.#budgetUsd, cause));
  }

  #remove(waiting: Waiting): void {
    const at = this.#line.indexOf(waiting);
    if (at >= 0) this.#line.splice(at, 1);
  }

  #accountOf(signal: AbortSignal): Account {
    let account = this.#accounts.get(signal);
    if (account === undefined) this.#accounts.set(signal, (account = { rooms: new Set() }));
    return account;
  }
}

/** What is kept for the calls of one attempt. */
interface Account {
  readonly rooms: Set<Room>;
}

interface Room {
  readonly worst: number;
  /** How many answers wait for the phase, of which the call's may be one. */
  waitsForPhase: number;
}

/** What is kept for answers of an attempt that wait for it: its further calls cannot have that. */
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

interface Waiting extends Asked {
  readonly worst: number;
  letIn(): void;
  refuse(error: PhasegraphError): void;
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
