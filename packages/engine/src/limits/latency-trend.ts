/**
 * Whether answers take longer than they used to. Durations are compared with those of the same kind of call, since a page
 * takes longer to write than a title; what is followed is the ratio, over all kinds.
 */
export class LatencyTrend {
  /** By kind of call: how long it takes when nothing is amiss, slow to follow. */
  readonly #usual = new Map<string, { ms: number; calls: number }>();
  #ratio = 1;
  #calls = 0;

  /** Takes a call's duration in; says whether the last ones took half as long again as usual. */
  grew(kind: string, durationMs: number): boolean {
    const usual = this.#usual.get(kind);
    if (usual === undefined) {
      this.#usual.set(kind, { ms: durationMs, calls: 1 });
      return false;
    }
    usual.calls++;
    // The mean at first, then a slow one, so that a crowded server does not soon become the usual one. Down no quicker than
    // up: what follows the quickest calls takes every kind whose calls vary for one that became slower.
    const pace = Math.max(1 / usual.calls, slow);
    const ratio = durationMs / Math.max(usual.ms, 1);
    usual.ms += (durationMs - usual.ms) * pace;
    if (usual.calls <= learning) return false;
    this.#ratio += (Math.min(ratio, mostOfOne) - this.#ratio) * quick;
    return ++this.#calls >= learning && this.#ratio > grown;
  }

  /** What was said has been acted upon: whatever comes is measured anew. */
  begin(): void {
    this.#ratio = 1;
    this.#calls = 0;
  }
}

const learning = 10;
const quick = 0.1;
const slow = 0.005;
const grown = 1.5;
/** So that no call by itself, however slow, is taken for a trend. */
const mostOfOne = 5;
