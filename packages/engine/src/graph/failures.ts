import { isMapped } from '../declare/phase.js';
import type { Phase } from '../declare/phase.js';
import type { Problem } from '../errors.js';
import { giver, take } from './names.js';
import type { Names } from './names.js';

/**
 * Joins that say nothing of the failures of a list in which items may fail: the compiler refuses them where it knows the
 * phases, so those that are plugged in at run time are held to the same.
 */
export function unhandledFailures(names: Names): Problem[] {
  const { phases, artifacts, takeStart, takeKind, takeName, takeSlot } = names;
  const problems: Problem[] = [];
  for (let index = 0; index < phases.length; index++) {
    for (let at = takeStart[index] ?? 0; at < (takeStart[index + 1] ?? 0); at++) {
      if (takeKind[at] !== take.collect) continue;
      const phase = phases[index];
      const input = phase?.inputs[takeName[at] ?? ''];
      if (phase === undefined || input?.kind !== 'collect' || input.min !== undefined) continue;
      const slot = takeSlot[at] ?? 0;
      const failing = firstFallible(names, slot);
      if (failing === undefined) continue;
      problems.push({
        code: 'unhandled-failures',
        message:
          `Phase "${phase.name}" collects "${artifacts[slot]?.name}" and says nothing of failures: "${failing.name}" has ` +
          'no fallback. Give collect a "min" (a count, a share, or "all").',
        phases: [phase.name],
      });
    }
  }
  return problems;
}

/** The phase for whose failures an item of the list may be missing: its giver, or one that made what that is mapped over. */
function firstFallible(names: Names, slot: number): Phase | undefined {
  const seen = new Set<number>();
  const open = [slot];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const by = names.givenBy[at] ?? giver.nobody;
    const phase = names.phases[by];
    if (phase === undefined || seen.has(at)) continue;
    seen.add(at);
    // What is given whole, further back, is there or is not: then nothing is mapped over it.
    if (phase.fallback === undefined && (at === slot || isMapped(phase))) return phase;
    for (let input = names.takeStart[by] ?? 0; input < (names.takeStart[by + 1] ?? 0); input++) {
      if (names.takeKind[input] === take.each) open.push(names.takeSlot[input] ?? 0);
    }
  }
  return undefined;
}
