import type { InputSpec, PipelineSpec } from '../../src/testing/index.js';

/** What has become of the tasks of a phase. */
export interface Tally {
  readonly good: number;
  readonly failed: number;
  readonly off: number;
  /** How many items it has given to its list. */
  readonly items: number;
}

export type TallyAt = (place: number) => Tally;

/** `made`, or how a task ends that needs it. */
export type Verdict = 'made' | 'failed' | 'skipped' | 'turned-off';

/** What an input comes to, once its producer has ended. */
export function verdictOn(spec: PipelineSpec, input: InputSpec, tallyAt: TallyAt): Verdict {
  const { from, need, min } = input;
  if (need === 'optional') return 'made';
  const { good, failed: own, off, items } = tallyAt(from);
  const above = missingAbove(spec, from, tallyAt);
  const single = spec[from]?.over === undefined;
  if (above.off || (single && off > 0)) return 'turned-off';
  const failed = own + above.failed;
  if (need === 'required') return failed > 0 ? 'skipped' : 'made';
  const succeeded = spec[from]?.gives === 'items' ? items : good;
  return succeeded >= wantedOf(min, succeeded + failed) ? 'made' : 'failed';
}

/**
 * Whether a quorum stands before all tasks have ended.
 *
 * @param total how many tasks there are, of which more may come unless `closed`
 */
export function quorumStands(
  spec: PipelineSpec,
  { from, min }: InputSpec,
  tallyAt: TallyAt,
  { total, closed }: { readonly total: number; readonly closed: boolean },
): boolean {
  const { good, off } = tallyAt(from);
  if (min >= 1) return good >= min;
  const above = missingAbove(spec, from, tallyAt);
  return closed && !above.off && good >= wantedOf(min, total - off + above.failed);
}

/** How many of those failed that were to give a phase its items, and whether the one at the top was turned off. */
export function missingAbove(
  spec: PipelineSpec,
  place: number,
  tallyAt: TallyAt,
): { failed: number; off: boolean } {
  let failed = 0;
  for (let over = spec[place]?.over; over !== undefined;) {
    const emitter = emitterOf(spec, over);
    const lost = tallyAt(emitter);
    over = spec[emitter]?.over;
    failed += lost.failed;
    if (over === undefined) return { failed, off: lost.off > 0 };
  }
  return { failed, off: false };
}

/** The phases that take what the one at `place` gives. */
export function takersOf(spec: PipelineSpec, place: number): number[] {
  return spec.flatMap(({ over, inputs }, taker) =>
    over === place || inputs.some(({ from }) => from === place) ? [taker] : [],
  );
}

/** The phase that gave the items over which the phase at `place` runs, or which it gives itself. */
export function emitterOf(spec: PipelineSpec, place: number): number {
  const phase = spec[place];
  if (phase === undefined || phase.gives === 'items' || phase.over === undefined) return place;
  return emitterOf(spec, phase.over);
}

/** A share below 1 rounds up; a count is what it says. */
function wantedOf(min: number, total: number): number {
  if (min >= 1) return min;
  let wanted = 0;
  while (wanted < total && wanted / total < min) wanted++;
  return wanted;
}
