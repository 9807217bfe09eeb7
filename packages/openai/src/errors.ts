/** What went wrong with a call, as a name that does not change between versions. */
export type ModelErrorCode =
  | 'refusal'
  | 'content-filter'
  | 'incomplete'
  | 'empty-answer'
  | 'unreadable-answer'
  | 'invalid-answer'
  | 'rate-limited'
  | 'billing'
  | 'unauthorized'
  | 'forbidden'
  | 'bad-request'
  | 'not-served'
  | 'server'
  | 'connection'
  | 'aborted'
  | 'schema-unsupported';

/** What a {@link ModelError} says besides its code and message. */
export interface ModelErrorDetails {
  /** The least that the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The HTTP status of the answer. */
  readonly status?: number | undefined;
  /** The provider's own code: `invalid_api_key`. */
  readonly providerCode?: string | undefined;
  /** What the error is about, where that is less than the whole key: the model, calls at one time, or an answer that had begun. */
  readonly about?: 'model' | 'concurrency' | 'answer' | undefined;
}

/**
 * A call to a model that gave nothing. Holds no other error, header or body: those of the SDK may quote a key.
 */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  /** What went wrong, as a name to branch on. */
  readonly code: ModelErrorCode;
  /** Whether another attempt may go better. */
  readonly retryable: boolean;
  /** The least that the server asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The HTTP status of the answer, if there was one. */
  readonly status: number | undefined;
  /** The provider's own code: `invalid_api_key`. */
  readonly providerCode: string | undefined;
  /** What it is about, where that is less than the whole key: the model, calls at one time, or an answer that had begun. */
  readonly about: 'model' | 'concurrency' | 'answer' | undefined;

  constructor(code: ModelErrorCode, message: string, details: ModelErrorDetails = {}) {
    super(message);
    this.code = code;
    this.retryable = retryableCodes.has(code);
    this.retryAfterMs = details.retryAfterMs;
    this.status = details.status;
    this.providerCode = details.providerCode;
    this.about = details.about;
  }
}

/** An invalid answer is worth another attempt since models do not answer the same twice; a cut-off one is not. */
const retryableCodes: ReadonlySet<ModelErrorCode> = new Set([
  'empty-answer',
  'unreadable-answer',
  'invalid-answer',
  'rate-limited',
  'server',
  'connection',
]);

/** What a call was about, for messages. */
export interface CallPlace {
  /** The task's id. */
  readonly task: string;
  /** The model's name. */
  readonly model: string;
  /** What was asked for: `"copy"`, `an image`. */
  readonly asked: string;
}

/** One factory an error. Texts that come from outside are free of secrets already. */
export const errors = {
  refusal: (place: CallPlace, said: string): ModelError =>
    new ModelError(
      'refusal',
      `${where(place)} refused: ${brief(said)} Change the instructions or the input.`,
    ),

  contentFilter: (place: CallPlace, details: ModelErrorDetails = {}): ModelError =>
    new ModelError(
      'content-filter',
      `${where(place)} was stopped by the provider's content filter. Change the instructions or the input.`,
      details,
    ),

  incomplete: (place: CallPlace, maxOutputTokens: number): ModelError =>
    new ModelError(
      'incomplete',
      `${where(place)} was cut off after ${maxOutputTokens} output tokens (hidden reasoning counts). ` +
        'Ask for less or raise maxOutputTokens.',
    ),

  emptyAnswer: (place: CallPlace, missing: string): ModelError =>
    new ModelError('empty-answer', `${where(place)} gave an answer without ${missing}. Ask again.`),

  unreadableAnswer: (place: CallPlace, why: string): ModelError =>
    new ModelError(
      'unreadable-answer',
      `${where(place)} got an answer that cannot be read: ${brief(why)} Check the base URL, and what is between here and it.`,
    ),

  invalidAnswer: (place: CallPlace, problems: string): ModelError =>
    new ModelError(
      'invalid-answer',
      `${where(place)} gave an answer that cannot be used: ${brief(problems)}`,
    ),

  answered: (
    code: ModelErrorCode,
    place: CallPlace,
    keyId: string,
    said: string,
    details: ModelErrorDetails,
  ): ModelError =>
    new ModelError(
      code,
      `${where(place)} was answered ${details.status}${reason(details)} through key "${keyId}": ${brief(said)}${nextStep(code, keyId)}`,
      details,
    ),

  notServed: (place: CallPlace, server: string, said: string, details: ModelErrorDetails): ModelError =>
    new ModelError(
      'not-served',
      `${where(place)} asked ${server} for something that it does not have: ${brief(said)} Check the base URL; most end in /v1.`,
      details,
    ),

  failed: (code: ModelErrorCode, place: CallPlace, said: string, details: ModelErrorDetails): ModelError =>
    new ModelError(code, `${where(place)} failed at the provider${reason(details)}: ${brief(said)}`, details),

  connection: (place: CallPlace, server: string, why: string): ModelError =>
    new ModelError(
      'connection',
      `${where(place)} got no answer from ${server}: ${brief(why)} Check that the server is up and reachable.`,
    ),

  /** Paid for, perhaps: it is not made again but by the task. */
  brokenOff: (place: CallPlace, server: string, why: string): ModelError =>
    new ModelError(
      'connection',
      `${where(place)} got half an answer from ${server}: ${brief(why)} Ask again.`,
      { about: 'answer' },
    ),

  aborted: (place: CallPlace): ModelError => new ModelError('aborted', `${where(place)} was aborted.`),

  schemaUnsupported: (name: string, problems: readonly string[]): ModelError =>
    new ModelError(
      'schema-unsupported',
      `The schema of "${name}" is outside of what strict structured outputs allow:\n` +
        problems.map((problem) => `  - ${problem}`).join('\n'),
    ),

  invalidName: (name: string): ModelError =>
    new ModelError(
      'schema-unsupported',
      `An answer cannot be called ${JSON.stringify(name)}: use 1 to 64 letters, digits, "_" and "-".`,
    ),
};

function where({ task, model, asked }: CallPlace): string {
  return `"${task}", asking ${model} for ${asked},`;
}

function reason({ providerCode }: ModelErrorDetails): string {
  return providerCode === undefined ? '' : ` (${providerCode})`;
}

function nextStep(code: ModelErrorCode, keyId: string): string {
  if (code === 'unauthorized') return ` Check the key "${keyId}".`;
  if (code === 'forbidden')
    return ` Check what the account of the key "${keyId}" may use, or ask another model.`;
  if (code === 'billing') return ` Check credit and spending limit of the account of "${keyId}".`;
  if (code !== 'rate-limited') return '';
  return ' Set the limits of the account in `limits`, or add keys of other accounts.';
}

/** One sentence's end at least, and not a page. */
function brief(text: string): string {
  const trimmed = text.trim();
  const cut = trimmed.length > 2000 ? `${trimmed.slice(0, 2000)}…` : trimmed;
  return /[.!?…]$/.test(cut) ? cut : `${cut}.`;
}
