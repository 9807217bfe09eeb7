import type { RehearsedKeys } from '@phasegraph/engine';
import type { Config } from '../config/schema.js';

/** What a config file allows calls; `undefined` without one: nothing is known of the limits then. */
export function keysOf(config: Config | undefined): RehearsedKeys | undefined {
  if (config === undefined) return undefined;
  const groups = new Map<string, number>();
  for (const { id, group } of config.keys) {
    // A key of its own shares with nobody, whatever a group is called.
    const name = group === undefined ? `key:${id}` : `group:${group}`;
    groups.set(name, (groups.get(name) ?? 0) + 1);
  }
  return { limits: config.limits, groups: [...groups.values()], concurrency: config.concurrency };
}
