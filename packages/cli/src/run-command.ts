import { readFileSync } from 'node:fs';
import { isNativeError } from 'node:util/types';
import { CommanderError } from 'commander';
import { exitCodes } from './exit-code.js';
import { failureOf } from './failure.js';
import type { Ports } from './ports.js';
import { buildProgram } from './program.js';
import { guardSecrets } from './secrets.js';

/**
 * Runs the command line and returns the exit code. Never rejects: what goes wrong is said on stderr, with `--json`
 * also as the last line of stdout.
 *
 * @param args what stands behind the command's own name
 */
export async function runCommand(args: readonly string[], bare: Ports): Promise<number> {
  const ports = guardSecrets(bare);
  let exitCode: number = exitCodes.done;
  try {
    await buildProgram(ports, version(), (code) => (exitCode = code)).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    const failure = failureOf(thrown);
    // Commander has said it already.
    if (!(thrown instanceof CommanderError)) tell(thrown, args, ports);
    if (failure.exitCode !== exitCodes.done && args.includes('--json')) {
      const { exitCode: code, ...error } = failure;
      ports.stdout.write(`${JSON.stringify({ type: 'end', exitCode: code, error })}\n`);
    }
    return failure.exitCode;
  }
}

function tell(thrown: unknown, args: readonly string[], { stderr, env }: Ports): void {
  const { code, message } = failureOf(thrown);
  const [first = '', ...rest] = message.split('\n');
  stderr.write([`phasegraph: ${first} (${code})`, ...rest, ''].join('\n'));
  const verbose = args.includes('--verbose') || (env['DEBUG'] ?? '') !== '';
  if (verbose && isNativeError(thrown)) stderr.write(`${thrown.stack ?? ''}\n`);
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}
