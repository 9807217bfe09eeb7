import { errors } from '../../src/errors.js';

/** One attempt, as the model knows it. */
export interface NaiveAttempt {
  readonly rank: number;
  readonly rooms: Set<NaiveRoom>;
}

interface NaiveRoom {
  readonly worst: number;
  waitsForPhase: number;
}

interface NaiveCall {
  readonly name: string;
  readonly attempt: NaiveAttempt;
  readonly worst: number;
  readonly letIn: (hold: NaiveHold) => void;
}

export interface NaiveHold {
  charge(cost: number | undefined): boolean;
  release(): void;
}

/**
 * What a purse decides, in the plainest way: after every change it goes through the whole line. In cents. What was decided
 * stands in `told`, in its order.
 */
export class NaivePurse {
  readonly told: string[] = [];
  readonly #budget: number;
  #spent = 0;
  #held = 0;
  #mostRefused = 0;
  #line: NaiveCall[] = [];

  constructor(budget: number) {
    this.#budget = budget;
  }

  get report() {
    const refused = this.#mostRefused > 0 ? { refusedUsd: this.#mostRefused / 100 } : {};
    return { usd: this.#budget / 100, spentUsd: this.#spent / 100, ...refused };
  }

  admit(call: NaiveCall): void {
    const before = this.#line.filter(({ attempt }) => attempt.rank >= call.attempt.rank);
    this.#line = [...before, call, ...this.#line.filter((other) => !before.includes(other))];
    this.#serve();
  }

  abort(attempt: NaiveAttempt): void {
    const inTheOrderInWhichTheyCame = this.#line.filter((call) => call.attempt === attempt);
    for (const call of inTheOrderInWhichTheyCame) {
      if (!this.#line.includes(call)) continue;
      this.#leave(call, 'over');
      this.#serve();
    }
  }

  handOver(attempt: NaiveAttempt): () => void {
    const waiting = [...attempt.rooms];
    for (const room of waiting) room.waitsForPhase++;
    this.#serve();
    return () => {
      for (const room of waiting) room.waitsForPhase--;
      this.#serve();
    };
  }

  #serve(): void {
    for (;;) {
      let mustWait = false;
      const inner = this.#line.filter(({ attempt }) => stuckIn(attempt) > 0);
      for (const call of [...inner, ...this.#line.filter((other) => !inner.includes(other))]) {
        if (this.#spent + stuckIn(call.attempt) + call.worst > this.#budget) this.#refuse(call);
        else if (mustWait || this.#spent + this.#held + call.worst > this.#budget) mustWait = true;
        else {
          this.#leave(call, 'let in');
          call.letIn(this.#hold(call));
        }
      }
      const left = this.#line.filter((call) => inner.includes(call));
      const stuck = [...new Set(left.map(({ attempt }) => attempt))].reduce(
        (sum, each) => sum + stuckIn(each),
        0,
      );
      const lowest = left.at(-1);
      if (lowest === undefined || stuck < this.#held) return;
      this.#refuse(lowest);
    }
  }

  #hold({ attempt, worst }: NaiveCall): NaiveHold {
    const room = { worst, waitsForPhase: 0 };
    attempt.rooms.add(room);
    this.#held += worst;
    const letGo = (): void => {
      if (attempt.rooms.delete(room)) this.#held -= worst;
    };
    return {
      charge: (cost) => {
        this.#spent += cost ?? worst;
        if (this.#spent + this.#held > this.#budget) letGo();
        this.#serve();
        return attempt.rooms.has(room);
      },
      release: () => {
        letGo();
        this.#serve();
      },
    };
  }

  #refuse(call: NaiveCall): void {
    this.#mostRefused = Math.max(this.#mostRefused, call.worst);
    const leftUsd = Math.max(0, (this.#budget - this.#spent) / 100);
    this.#leave(call, errors.budgetExhausted('m', call.worst / 100, leftUsd, this.#budget / 100).message);
  }

  #leave(call: NaiveCall, because: string): void {
    this.#line = this.#line.filter((other) => other !== call);
    this.told.push(`${call.name}: ${because}`);
  }
}

function stuckIn({ rooms }: NaiveAttempt): number {
  return [...rooms].reduce((sum, { worst, waitsForPhase }) => (waitsForPhase > 0 ? sum + worst : sum), 0);
}
