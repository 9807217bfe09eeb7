import type { Watcher } from './watcher.js';

/** Writes every event as one line of JSON. What is announced is no event and goes elsewhere. */
export function jsonWatcher(write: (line: string) => void, announce: (message: string) => void): Watcher {
  return { take: (event) => write(JSON.stringify(event)), announce, finish: () => undefined };
}
