import type { ErrorRecord } from '@phasegraph/engine';
import { oneLine } from './one-line.js';

/** Why a task went wrong, on one line, without the task's name in front: that stands there already. */
export function reasonOf({ message, task }: ErrorRecord): string {
  const line = oneLine(message);
  if (task === undefined) return line;
  const name = JSON.stringify(task);
  // An error that wraps another one names the task twice: `"a" failed: "a", asking for an image, was refused`.
  return [`${name} failed: `, `${name}, `, `${name} `].reduce(
    (reason, lead) => (reason.startsWith(lead) ? reason.slice(lead.length) : reason),
    line,
  );
}
