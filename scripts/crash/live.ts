import { spawn } from 'node:child_process';
import type { Answers } from './answers.js';

/** When a process is killed. */
export interface Kill {
  /** In milliseconds. */
  readonly afterMs: number;
  /** Whether the time counts from its start, and not from its first call: then it may not even have opened the store. */
  readonly isEarly: boolean;
}

/** One life of the process, as it is seen from outside. */
export interface Lived {
  /** The signal or the exit code that ended it. */
  readonly how: string;
  /** What it said on its way, at most its end. */
  readonly said: string;
  /** The ids of the answers that phases had, as they told at once. */
  readonly heard: readonly string[];
  /** From its first call, in milliseconds. */
  readonly tookMs: number;
}

/** Starts a process with a script and its arguments, and waits for its end. */
export async function live(
  parameters: readonly string[],
  answered: Answers,
  kill: Kill | undefined,
): Promise<Lived> {
  const running = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [told, said] = ['', ''];
  running.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  running.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let timer: NodeJS.Timeout | undefined;
  let firstCallAt = performance.now();
  const killLater = ({ afterMs }: Kill): void => {
    timer = setTimeout(() => running.kill('SIGKILL'), afterMs);
  };
  if (kill?.isEarly === true) killLater(kill);
  answered.whenAsked(() => {
    firstCallAt = performance.now();
    if (kill?.isEarly === false) killLater(kill);
  });
  const how = await new Promise<string>((resolve) =>
    running.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`)),
  );
  clearTimeout(timer);
  const heard = told.split('\n').slice(0, -1);
  return { how, said: said.trim().slice(-2000), heard, tookMs: performance.now() - firstCallAt };
}
