import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of ours, from the sources. */
export interface Started {
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The exit code; `null` when it was killed. */
  readonly exited: Promise<number | null>;
  /** Resolves with the first line of stdout that `wanted` accepts; rejects when it ends without one. */
  line(wanted: (line: string) => boolean): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  /** Reads nothing more of what it writes. */
  stopReading(): void;
}

/** Starts `phasegraph` with these arguments, in an environment that holds nothing but what is given. */
export function startMain(args: readonly string[], cwd: string, env: Record<string, string> = {}): Started {
  return start(main, args, cwd, env);
}

/** Starts a file of ours in a process of its own. */
export function start(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Started {
  const child = spawn(process.execPath, ['--import', loader, file, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: cwd, ...env },
  });
  const written = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  const take = (stream: 'stdout' | 'stderr') => (text: string) => {
    written[stream] += text;
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding('utf8').on('data', take('stdout'));
  child.stderr.setEncoding('utf8').on('data', take('stderr'));
  const exited = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  return {
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    exited,
    line: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = written.stdout.split('\n').slice(0, -1).find(wanted);
          if (found === undefined) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        void exited.then((code) => reject(new Error(`It ended with ${code} before: ${written.stderr}`)));
      }),
    kill: (signal) => void child.kill(signal),
    stopReading: () => void child.stdout.destroy(),
  };
}

const loader = fileURLToPath(new URL('from-sources.mjs', import.meta.url));
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
