import { sayKeyChange } from '@phasegraph/engine';
import type { KeyChange } from '@phasegraph/engine';
import { oneLine } from './one-line.js';

/** What became of API keys, on one line: `key "b" retired: is out of credit: 429 (insufficient_quota)`. */
export function keyLine(change: KeyChange): string {
  return oneLine(sayKeyChange(change));
}
