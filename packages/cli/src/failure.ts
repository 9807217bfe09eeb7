import { BriefError } from '@phasegraph/phases';
import { PhasegraphError } from '@phasegraph/engine';
import type { ErrorCode } from '@phasegraph/engine';
import { CommanderError } from 'commander';
import { exitCodes } from './exit-code.js';

/** Bad input that a command found by itself. */
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
    return { exitCode: exitCodes.badInput, code: 'invalid-brief', message: thrown.message };
  }
  if (thrown instanceof InputError) {
    return { exitCode: exitCodes.badInput, code: thrown.code, message: thrown.message };
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

/** `ENOSPC` and its like. */
function systemCodeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : undefined;
}

function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
