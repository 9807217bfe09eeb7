import { FileError } from '@phasegraph/phases';

/** A config file that cannot be used: every mistake in it, none of its secrets. */
export class ConfigError extends FileError {
  override readonly name = 'ConfigError';
}
