import type { PoolSnapshot } from '@phasegraph/engine';
import type { Ports } from '../ports.js';
import { abilitiesOf, canRedraw } from '../terminal.js';
import { jsonWatcher } from '../view/json-lines.js';
import { liveWatcher } from '../view/live.js';
import { plainWatcher } from '../view/plain.js';
import type { Watcher } from '../view/watcher.js';
import type { GenerateOptions } from './options.js';

/** How a run is told of: as JSON when asked, live on a terminal, else in plain lines. */
export function watcherFor(
  { json = false }: Pick<GenerateOptions, 'json'>,
  { stdout, env, clock }: Ports,
  say: (line: string) => void,
  snapshot: () => PoolSnapshot,
): Watcher {
  if (json) return jsonWatcher((line) => void stdout.write(`${line}\n`), say);
  if (!canRedraw(stdout, env)) return plainWatcher(say, clock);
  say('');
  return liveWatcher(stdout, abilitiesOf(stdout, env), clock, snapshot);
}
