import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process that took longer than it was given, or broke; `why` fits into a table's cell. */
export interface NoResult {
  readonly why: string;
}

const broken: string[] = [];

/** The processes so far that broke, each with what it was asked for and why; one that took too long has not broken. */
export function brokenProcesses(): readonly string[] {
  return broken;
}

/**
 * Runs a script of this folder in a process of its own and returns the JSON of its last line.
 *
 * @param flags for Node
 * @param limitMs after which it is ended
 */
export async function inOwnProcess<T>(
  script: string,
  options: Readonly<Record<string, string>>,
  { flags = [], limitMs }: { readonly flags?: readonly string[]; readonly limitMs: number },
): Promise<T | NoResult> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const parameters = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=12288', ...flags, '--import', 'tsx', path, ...parameters],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, limitMs);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  if (late) return { why: `over ${limitMs / 1_000} s` };
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  if (code !== 0 || !line.startsWith('{')) {
    const reason = /^\w*(?:Error|FATAL)[^\n]*/m.exec(complaint)?.[0] ?? `exit ${code}`;
    broken.push(`${script} ${parameters.join(' ')}: ${reason}`);
    return { why: reason.slice(0, 60) };
  }
  // Printed by a script of this folder, whose type the caller names.
  return JSON.parse(line) as T;
}

export function isNoResult(found: object): found is NoResult {
  return 'why' in found;
}
