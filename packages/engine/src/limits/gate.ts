import Bottleneck from 'bottleneck';

/** How many calls of one key may run at once, and how far apart they start. */
export interface GateOptions {
  /** Calls of one key in flight, whatever they call. Default: as many as come. */
  readonly concurrency?: number | undefined;
  /** Milliseconds from the start of a call to the start of the next one of the same key. Default 0. */
  readonly minTimeMs?: number | undefined;
}

/**
 * What every call passes on its way out. The pool hands over only what could start at once by its own books; the gate
 * is what makes it so.
 */
export interface Gate {
  /**
   * Runs the call when its key has room; gives its outcome. Where starts are spaced, calls of one key start in the order
   * of passing; their turns are spaced exactly, and a start may come late by what a timer needs to fire.
   */
  pass<T>(keyId: string, call: () => Promise<T>): Promise<T>;
}

/**
 * Bottleneck as the gate: limiters by the key's id, for concurrency and spacing and nothing else.
 *
 * One limiter starts about 400 calls a second, since each of its steps waits for a timer. Where no spacing keeps a key below
 * that, its places are dealt out to several limiters, and a call goes to the one with the most places free: together they
 * hold no more calls than the key may.
 *
 * Not used, since each of them breaks a promise of the pool: reservoirs (fixed windows, double bursts at the edge),
 * `expiration` (frees the slot of a call that still runs), retries by `failed`, priorities, weights, changing settings.
 */
export function bottleneckGate({ concurrency = Infinity, minTimeMs = 0 }: GateOptions): Gate {
  const places = dealOut(concurrency, minTimeMs >= slowestUsefulMs ? 1 : mostLimiters);
  const groups = new Map(
    [...new Set(places)].map((count) => [
      count,
      new Bottleneck.Group({
        maxConcurrent: count === Infinity ? null : count,
        minTime: minTimeMs,
        timeout: neverMs,
      }),
    ]),
  );
  const byKey = new Map<string, readonly Limiter[]>();
  return {
    async pass(keyId, call) {
      let limiters = byKey.get(keyId);
      if (limiters === undefined) byKey.set(keyId, (limiters = limitersOf(keyId)));
      const limiter = roomiest(limiters);
      limiter.inside++;
      try {
        return await limiter.bottleneck.schedule(call);
      } finally {
        limiter.inside--;
      }
    },
  };

  function limitersOf(keyId: string): readonly Limiter[] {
    return places.map((count, index) => {
      const bottleneck = groups.get(count)?.key(`${keyId}#${index}`);
      if (bottleneck === undefined) throw new Error(`Internal error: no limiters of ${count} places`);
      return { bottleneck, places: count, inside: 0 };
    });
  }
}

/** Some of the places of a key. */
interface Limiter {
  readonly bottleneck: Bottleneck;
  readonly places: number;
  /** Calls that it was handed and that have not ended. */
  inside: number;
}

/**
 * A group deletes limiters that started nothing for `timeout`, busy or not, and a new one would know nothing of the
 * calls in flight. The longest delay that a timer takes switches that off.
 */
const neverMs = 2 ** 31 - 1;

/** Eight limiters start about 2,000 calls a second; more cost more of the processor than they gain. */
const mostLimiters = 8;

/** A key whose starts are so far apart, in milliseconds, needs no second limiter. */
const slowestUsefulMs = 2;

/** So many places to so many limiters, as evenly as it goes, none without a place. */
function dealOut(places: number, most: number): readonly number[] {
  if (places === Infinity) return Array.from({ length: most }, () => Infinity);
  const count = Math.min(most, places);
  return Array.from({ length: count }, (_, index) => Math.floor((places + index) / count));
}

function roomiest(limiters: readonly Limiter[]): Limiter {
  let best = limiters[0];
  for (const limiter of limiters) {
    if (best === undefined || room(limiter) > room(best)) best = limiter;
  }
  if (best === undefined) throw new Error('Internal error: a key without a limiter');
  return best;
}

function room({ places, inside }: Limiter): number {
  return places === Infinity ? -inside : places - inside;
}
