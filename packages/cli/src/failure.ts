import { isNativeError } from 'node:util/types';
import { BriefError, SiteWriteError } from '@phasegraph/phases';
import type { FileError } from '@phasegraph/phases';
import { PhasegraphError } from '@phasegraph/engine';
import type { ErrorCode } from '@phasegraph/engine';
import { SandboxError } from '@phasegraph/sandbox';
import { CommanderError } from 'commander';
import { ConfigError } from './config/config-error.js';
import { countOf } from './count-of.js';
import { exitCodes } from './exit-code.js';

/** What was asked for cannot be done, as a command found by itself before it began. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** What a command says when it could not do its work, and what it exits with. */
export interface Failure {
  readonly exitCode: number;
  readonly code: string;
  readonly message: string;
}

/** Codes of the engine that speak of what the user gave, not of what went wrong with it. */
const inputCodes: ReadonlySet<ErrorCode> = new Set([
  'invalid-pipeline',
  'invalid-given',
  'invalid-option',
  'unknown-artifact',
  'unknown-resource',
  'store-unusable',
]);

/** What to say of anything that was thrown. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof BriefError) {
    return { exitCode: exitCodes.badInput, code: 'invalid-brief', message: aboutFile('brief', thrown) };
  }
  if (thrown instanceof ConfigError) {
    return {
      exitCode: exitCodes.badInput,
      code: 'invalid-config',
      message: aboutFile('config file', thrown),
    };
  }
  if (thrown instanceof InputError) {
    return { exitCode: exitCodes.badInput, code: thrown.code, message: thrown.message };
  }
  if (thrown instanceof SandboxError) {
    return { exitCode: exitCodes.badInput, code: thrown.code, message: thrown.message };
  }
  if (thrown instanceof SiteWriteError) {
    // A path that leaves the folder came out of the run; the folder itself was asked for.
    const exitCode = thrown.code === 'unsafe-path' ? exitCodes.failed : exitCodes.badInput;
    return { exitCode, code: thrown.code, message: thrown.message };
  }
  if (thrown instanceof CommanderError) {
    // Help and version are thrown as well, and are no failures.
    const exitCode = thrown.exitCode === 0 ? exitCodes.done : exitCodes.badInput;
    return { exitCode, code: thrown.code, message: thrown.message };
  }
  if (thrown instanceof PhasegraphError) {
    const exitCode = inputCodes.has(thrown.code) ? exitCodes.badInput : exitCodes.failed;
    return { exitCode, code: thrown.code, message: thrown.message };
  }
  return { exitCode: exitCodes.failed, code: systemCodeOf(thrown) ?? 'internal', message: textOf(thrown) };
}

/** Every mistake on a line of its own, with its place first, as editors and terminals jump to it. */
function aboutFile(what: string, { problems, message }: FileError): string {
  const lines = message.split('\n').map((line) => `  ${line}`);
  return [
    `The ${what} has ${countOf(problems.length, 'mistake')}; nothing was run and nothing written.`,
    ...lines,
  ].join('\n');
}

/** `ENOSPC` and its like. */
function systemCodeOf(thrown: unknown): string | undefined {
  return isNativeError(thrown) && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : undefined;
}

function textOf(thrown: unknown): string {
  return isNativeError(thrown) ? thrown.message : String(thrown);
}
