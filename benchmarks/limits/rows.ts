import { largeText, offText, smallText } from './texts.js';

/** A call as every contender makes it. */
export interface Call {
  readonly input: string;
  readonly maxOutputTokens: number;
  /** What the server counts for it once it has answered. */
  readonly tokens: number;
}

/** Limits of each group, a minute. */
export interface Budget {
  readonly rpm?: number;
  readonly tpm?: number;
}

/** One row of the table: who asks what of which keys. */
export interface Row {
  readonly name: string;
  /** By key: its group. */
  readonly groups: readonly string[];
  /** What every contender is told. */
  readonly configured: Budget;
  /** What the server holds them to, from the minute on that is named first. */
  readonly real: readonly (readonly [fromMinute: number, budget: Budget])[];
  /** More calls than can be answered in the time of a run. */
  readonly calls: readonly Call[];
}

/** How long a minute is here, in milliseconds. */
export const minuteMs = 12_000;

/** How long the server takes to answer, in milliseconds. */
export const latencyMs = 60;

/** @param minutes how many minutes a run takes; there are calls for one more */
export function rowsOf(minutes: number): Row[] {
  const ofRun = minutes + 1;
  const requests = { rpm: 96 };
  const tokens = { tpm: 19_200 };
  const small = callOf(smallText, 16);
  return [
    ...[1, 2, 4, 8].map((keys) => ({
      name: keys === 1 ? '1 key' : `${keys} keys`,
      groups: own(keys),
      configured: requests,
      real: always(requests),
      calls: many(96 * keys * ofRun, () => small),
    })),
    {
      name: '2 keys of one group, 2 of their own',
      groups: ['shared', 'shared', 'b', 'c'],
      configured: requests,
      real: always(requests),
      calls: many(96 * 3 * ofRun, () => small),
    },
    {
      name: '2 keys, mixed sizes',
      groups: own(2),
      configured: tokens,
      real: always(tokens),
      calls: worth(19_200 * 2 * ofRun, (index) =>
        index % 8 === 0 ? callOf(largeText, 16) : callOf(smallText, 16),
      ),
    },
    {
      name: '2 keys, 40 % more tokens than counted',
      groups: own(2),
      configured: tokens,
      real: always(tokens),
      calls: worth(19_200 * 2 * ofRun, () => callOf(offText(1.4), 16)),
    },
    {
      name: '2 keys, 40 % fewer tokens than counted',
      groups: own(2),
      configured: tokens,
      real: always(tokens),
      calls: worth(19_200 * 2 * ofRun, () => callOf(offText(0.6), 16)),
    },
    {
      name: '2 keys, limits that halve in mid-run',
      groups: own(2),
      configured: requests,
      real: [
        [0, requests],
        [minutes / 2 - 0.5, { rpm: 48 }],
      ],
      calls: many(96 * 2 * ofRun, () => small),
    },
    {
      name: '2 keys, real limits half of the configured',
      groups: own(2),
      configured: requests,
      real: always({ rpm: 48 }),
      calls: many(48 * 2 * ofRun, () => small),
    },
  ];
}

/** Whether a row is about tokens a minute, not calls. */
export function isByTokens({ configured }: Row): boolean {
  return configured.rpm === undefined;
}

/**
 * How much can have been answered at a time, in calls or in tokens, when each group is used to the full at once and again
 * each time that a minute has passed.
 */
export function idealAt(row: Row, atMs: number): number {
  const groups = new Set(row.groups).size;
  let sum = 0;
  for (let minute = 0; minute * minuteMs + latencyMs <= atMs; minute++) {
    const { rpm, tpm } = row.real.findLast(([from]) => from <= minute)?.[1] ?? {};
    sum += groups * ((isByTokens(row) ? tpm : rpm) ?? 0);
  }
  return sum;
}

function callOf(input: string, maxOutputTokens: number): Call {
  // As the server counts: a token for four letters, of the input and of its answer.
  return { input, maxOutputTokens, tokens: Math.ceil((input.length + instructions.length) / 4) + 1 };
}

/** What all calls have in front of their input. */
export const instructions = 'Echo.';

function own(keys: number): string[] {
  return Array.from({ length: keys }, (_, index) => `own-${index}`);
}

function always(budget: Budget): Row['real'] {
  return [[0, budget]];
}

function many(count: number, call: (index: number) => Call): Call[] {
  return Array.from({ length: count }, (_, index) => call(index));
}

/** As many calls as use so many tokens. */
function worth(tokens: number, call: (index: number) => Call): Call[] {
  const calls: Call[] = [];
  for (let used = 0; ;) {
    const next = call(calls.length);
    used += next.tokens;
    if (used > tokens) return calls;
    calls.push(next);
  }
}
