import type { RunEvent } from '@phasegraph/engine';
import type { RunEnd } from '../../src/generate/run-end.js';
import type { Started } from './started.js';

/** What a process that was run with `--json` wrote: its events, and its last line. */
export function outcomeOf(run: Started): { events: RunEvent[]; end: RunEnd } {
  const lines = run.stdout().trimEnd().split('\n');
  const events = lines.slice(0, -1).map((line) => JSON.parse(line) as RunEvent);
  // The command's own last line.
  return { events, end: JSON.parse(lines.at(-1) ?? '') as RunEnd };
}
