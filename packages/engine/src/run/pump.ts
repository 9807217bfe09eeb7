import type { Clock } from '../clock.js';
import { effect } from './effects.js';
import type { Effects } from './effects.js';
import type { EventLog } from './event-log.js';
import { Inbox } from './inbox.js';
import type { SchedulerEvent } from './scheduler.js';

/** How long a run goes on, in milliseconds, before it lets the event loop turn. */
export const longestTurnMs = 5;

/** As many looks at the time it goes on whatever that is: what follows from a few slow tasks starts the moment that it can. */
const fewLooks = 64;

/** Decides what follows from events, and does it. */
export interface Performer {
  /** The effects of an event; they hold until the next one. */
  decide(event: SchedulerEvent): Effects;
  /** Performs the effect at a place. */
  perform(effects: Effects, at: number): void;
  /** A bug of the engine: nothing more will be performed. */
  crashed(error: unknown): void;
}

/**
 * Takes events one after another: the effects of each are performed whole before the next one is looked at.
 *
 * Phases that never really wait would keep timers and signals from coming through, for the promises of one follow on
 * each other without the event loop turning in between. So it rests after some milliseconds, until it has turned:
 * between two events, or before a start. What comes in meanwhile waits its turn, but for commands.
 */
export class Pump {
  readonly #clock: Clock;
  readonly #log: EventLog;
  readonly #performer: Performer;
  readonly #turnMs: number;
  readonly #inbox = new Inbox<SchedulerEvent>();
  #state: 'idle' | 'working' | 'resting' | 'stopped' = 'idle';
  /** The effects that are being performed, and how many of them have been. */
  #effects: Effects | undefined;
  #performed = 0;
  /** Whether it is known when this turn of the event loop began, and when that was. */
  #turnIsKnown = false;
  #turnBeganAtMs = 0;
  #looks = 0;

  /** @param turnMs how long it works in one turn of the event loop, in milliseconds */
  constructor(clock: Clock, log: EventLog, performer: Performer, turnMs: number) {
    this.#clock = clock;
    this.#log = log;
    this.#performer = performer;
    this.#turnMs = turnMs;
  }

  /** Something happened, at the time of the log's last stamp. */
  tell(event: SchedulerEvent): void {
    if (this.#state === 'stopped') return;
    this.#inbox.push(event);
    if (this.#state === 'idle') this.#work();
  }

  /** Somebody from outside wants something: it is done when this returns, though it rests. */
  command(event: SchedulerEvent): void {
    if (this.#state !== 'resting') return this.tell(event);
    this.#state = 'working';
    this.#guard(() => {
      // What was decided before is done first.
      this.#finishEffects(false);
      this.#take(event);
      this.#finishEffects(false);
      this.#state = 'resting';
    });
  }

  /** Nothing more will be performed. */
  stop(): void {
    this.#state = 'stopped';
  }

  #work(): void {
    this.#state = 'working';
    this.#guard(() => {
      // It grows while it is worked off.
      while (this.#finishEffects(true) && this.#inbox.size > 0) {
        if (this.#isTurnOver()) return this.#rest();
        const next = this.#inbox.shift();
        if (next !== undefined) this.#take(next);
      }
      if (this.#effects === undefined) this.#state = 'idle';
      else this.#rest();
    });
  }

  #rest(): void {
    this.#state = 'resting';
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#state = 'stopped';
      this.#performer.crashed(error);
    }
  }

  #take(event: SchedulerEvent): void {
    this.#effects = this.#performer.decide(event);
    this.#performed = 0;
  }

  /** Performs what is left of an event's effects; `false`, when the turn is over before. */
  #finishEffects(mayRest: boolean): boolean {
    const effects = this.#effects;
    if (effects === undefined) return true;
    while (this.#performed < effects.count) {
      if (mayRest && effects.kind(this.#performed) === effect.start && this.#isTurnOver()) return false;
      this.#performer.perform(effects, this.#performed++);
    }
    this.#effects = undefined;
    return true;
  }

  #isTurnOver(): boolean {
    if (this.#clock.nextTurn === undefined) return false;
    if (!this.#turnIsKnown) {
      this.#turnIsKnown = true;
      this.#turnBeganAtMs = this.#log.atMs;
      this.#looks = 0;
      this.#clock.nextTurn(() => this.#beginTurn());
      return false;
    }
    if (++this.#looks < fewLooks && this.#turnMs > 0) return false;
    // The last stamp costs nothing, and is young where phases return at once; elsewhere the clock is read now and then.
    const nowMs = (this.#looks & 15) === 0 ? this.#log.nowMs() : this.#log.atMs;
    return nowMs - this.#turnBeganAtMs > this.#turnMs;
  }

  #beginTurn(): void {
    this.#turnIsKnown = false;
    if (this.#state !== 'resting') return;
    this.#log.stamp();
    this.#work();
  }
}
