import type { NarrowedBrief } from '../brief/schema.js';
import { likeness, sentencesOf } from '../wording/sentences.js';
import { statementsOf, type Statement, type Use } from './statements.js';

/** The true sentences of a brief that no section has taken yet. Owned by one planning. */
export class StatementPool {
  #left: Statement[];

  constructor(brief: NarrowedBrief) {
    this.#left = statementsOf(brief);
  }

  /**
   * Takes up to `count` statements of the uses given, earlier uses first; what says nearly the same as one of
   * `said` (or as another one taken) stays in the pool, and so do those with an id of `except`.
   */
  take(
    uses: readonly Use[],
    count: number,
    said: readonly string[],
    except: readonly string[] = [],
  ): Statement[] {
    const taken: Statement[] = [];
    const candidates = uses.flatMap((use) => this.#left.filter((statement) => statement.use === use));
    for (const candidate of candidates) {
      if (taken.length === count) break;
      if (except.includes(candidate.id)) continue;
      const heard = [...said, ...taken.map(({ text }) => text)];
      if (!isHeard(candidate.text, heard)) taken.push(candidate);
    }
    this.#left = this.#left.filter((statement) => !taken.includes(statement));
    return taken;
  }

  /** How many `take` would find. */
  count(uses: readonly Use[], said: readonly string[]): number {
    return this.#left.filter(({ use, text }) => uses.includes(use) && !isHeard(text, said)).length;
  }
}

function isHeard(text: string, heard: readonly string[]): boolean {
  const known = heard.flatMap(sentencesOf);
  return sentencesOf(text).some((sentence) => known.some((other) => likeness(sentence, other) >= 0.8));
}
