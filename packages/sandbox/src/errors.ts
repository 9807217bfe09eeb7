/** What a {@link SandboxError} is about, as a name that does not change between versions. */
export type SandboxErrorCode = 'invalid-option' | 'unknown-key' | 'unknown-group';

/** The sandbox was asked for something that cannot be. Never holds a secret. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  /** What is wrong, as a name to branch on. */
  readonly code: SandboxErrorCode;

  /** Says what is wrong, and what next. */
  constructor(code: SandboxErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** One factory for each way in which the sandbox can be asked for what it cannot do. */
export const sandboxErrors = {
  notACount: (option: string, value: unknown): SandboxError =>
    invalid(`\`${option}\` is ${String(value)}; give a number, 0 or more`),

  notADuration: (option: string, value: unknown): SandboxError =>
    invalid(`\`${option}\` is ${String(value)}; give a number of milliseconds above 0`),

  limitsOfTwoKinds: (option: string): SandboxError =>
    invalid(
      `\`${option}\` has both numbers and limits of models; give either \`{ rpm: 10 }\` or \`{ "*": { rpm: 10 } }\``,
    ),

  unknownLimit: (option: string, known: readonly string[]): SandboxError =>
    invalid(`\`${option}\` is no limit that the sandbox knows; the limits are ${known.join(', ')}`),

  sameSecret: (one: string, other: string): SandboxError =>
    invalid(`The keys "${one}" and "${other}" have the same secret; leave one of them out`),

  sameId: (id: string): SandboxError =>
    invalid(`Two keys have the id "${id}"; give each an id of its own, reports tell them apart by it`),

  secretInId: (): SandboxError =>
    invalid("A key's id or group holds a secret, and reports show them; give it another name"),

  unknownFault: (name: string, known: readonly string[]): SandboxError =>
    invalid(`"${name}" is no fault; the faults are ${known.join(', ')}, and status-400 to status-599`),

  notARate: (name: string, rate: unknown): SandboxError =>
    invalid(`The rate of "${name}" is ${String(rate)}; give the share of calls that it befalls, from 0 to 1`),

  ratesAboveOne: (sum: number): SandboxError =>
    invalid(`The rates of all faults add up to ${sum}; a call has one fault at most, so 1 is the most`),

  notASeed: (seed: unknown): SandboxError =>
    invalid(`The seed of the faults is ${String(seed)}; give a whole number`),

  unknownKey: (id: string, known: readonly string[]): SandboxError =>
    new SandboxError('unknown-key', `There is no key "${id}"; ${listed('the keys are', known)}.`),

  unknownGroup: (group: string, known: readonly string[]): SandboxError =>
    new SandboxError('unknown-group', `There is no group "${group}"; ${listed('the groups are', known)}.`),
} as const;

function invalid(what: string): SandboxError {
  return new SandboxError('invalid-option', `${what}.`);
}

function listed(are: string, names: readonly string[]): string {
  return names.length === 0 ? 'no key has called yet' : `${are} ${names.join(', ')}`;
}
