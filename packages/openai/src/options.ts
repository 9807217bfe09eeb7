import type { KeyPoolOptions } from '@phasegraph/engine';
import { invalidOption as invalid } from './invalid-option.js';
import type { OutputCount } from './learned-estimates.js';
import type { WordsApiName } from './words-api.js';
import { answerCaps } from './answer-caps.js';
import type { AnswerCaps } from './answer-caps.js';
import type { TextRequest } from './client.js';
import { defaultModels } from './models.js';
import type { Prices } from './model-price.js';
import { scrubber } from './scrub.js';
import type { Scrub } from './scrub.js';
import { holdsSecret, isSendable, twinOf } from './secret-rules.js';

/** Variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An API key: its secret, or the variable that holds it. */
export type OpenaiKey = {
  /** What reports and errors call it. */
  readonly id: string;
  /** Keys of one group share one budget: those of one organisation or project. Default: a budget of its own. */
  readonly group?: string | undefined;
  /** The only models that it is used for. Default: all. */
  readonly models?: readonly string[] | undefined;
} & (
  | {
      /** The key itself. */
      readonly secret: string;
    }
  | {
      /** The name of the variable that holds it. */
      readonly env: string;
    }
);

/** What {@link openaiPool} is made with; how it waits and counts is said at `keyPool` of the engine, whose targets are models. */
export interface OpenaiPoolOptions extends Pick<
  KeyPoolOptions,
  | 'limits'
  | 'concurrency'
  | 'minTimeMs'
  | 'minuteMs'
  | 'arrivalJitterMs'
  | 'limitsAre'
  | 'queueTimeoutMs'
  | 'patienceMs'
  | 'longestWaitMs'
  | 'outageMs'
  | 'clock'
  | 'gate'
  | 'ledger'
> {
  /** At least one, each with an id of its own. */
  readonly keys: readonly OpenaiKey[];
  /** Default: OpenAI's. */
  readonly baseURL?: string | undefined;
  /**
   * What the server is called in fingerprints, for one whose address changes from run to run. Default: `baseURL`.
   */
  readonly serverName?: string;
  /**
   * How the server is asked for texts and objects: by `/responses`, or by `/chat/completions`. Default `auto`: by the
   * first, until the server says that it has no such address; that costs the task no attempt.
   */
  readonly api?: WordsApiName;
  /** Models where a call names none. Default: `PHASEGRAPH_TEXT_MODEL`, `PHASEGRAPH_IMAGE_MODEL`, else `models.ts`. */
  readonly models?: {
    /** The model for texts and objects. */
    readonly text?: string;
    /** The model for pictures. */
    readonly image?: string;
    /**
     * The most tokens of any answer, hidden reasoning included: what a call gets that sets no bound, and when its bound
     * cut the answer off, if it asks again then. Default: what the call says, else by the model, see `models.ts`.
     */
    readonly maxOutputTokens?: number;
  };
  /**
   * When the provider counts the tokens of an answer against its limits: up front, by `maxOutputTokens`, as OpenAI does
   * (`up-front-kept`: what an answer does not use of that stays counted), or when they are there. Then what is reserved is
   * learned from what earlier calls of the phase used. Default `up-front`.
   */
  readonly outputCounts?: OutputCount;
  /**
   * What models cost, before what `price-list.ts` says of them. A model without a price here and there costs nobody knows
   * how much: reports count its calls apart, and a run with a budget refuses them.
   */
  readonly prices?: Prices | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch;
  /** Where `env` of keys and the names of models are read. Default: `process.env`. */
  readonly env?: Environment;
}

/** The models of a pool. */
export interface PoolModels {
  readonly text: string;
  readonly image: string;
  /** What the answer of a model may take; see {@link answerCaps}. */
  capsOf(request: TextRequest, model: string): AnswerCaps;
}

/** A key with its secret; never leaves the pool. */
export interface SecretKey {
  readonly id: string;
  readonly group: string | undefined;
  readonly models: readonly string[] | undefined;
  readonly secret: string;
}

/** @throws PhasegraphError `invalid-option` for a secret that is missing, twice there, shown, or cannot be sent */
export function readKeys(keys: readonly OpenaiKey[], env: Environment): SecretKey[] {
  const secrets = keys.map((key) => ('secret' in key ? key.secret : (env[key.env] ?? '')).trim());
  // Before any error that names a key: ids and groups are shown.
  for (const { id, group = '' } of keys) {
    if (holdsSecret(id, secrets))
      throw invalid('The id of a key holds a secret, and ids are shown', 'give the key a name');
    if (holdsSecret(group, secrets))
      throw invalid('The group of a key holds a secret, and groups are shown', 'give the group a name');
  }
  // What is no known secret may still be one: a key that stands where the name of its variable should.
  const scrub = scrubber(secrets);
  return keys.map((key, index) => {
    const { id, group, models } = key;
    const secret = secrets[index] ?? '';
    const source = 'secret' in key ? 'its secret' : 'the variable that it names';
    const twin = twinOf(secrets, index);
    if (secret === '') throw invalid(scrub(`Key "${id}" has no secret: ${source} is empty`), 'set it');
    if (!isSendable(secret)) {
      throw invalid(
        scrub(`Key "${id}": ${source} holds blanks or letters outside ASCII`),
        'check how it was copied',
      );
    }
    if (twin !== undefined) {
      throw invalid(
        scrub(`Keys "${keys[twin]?.id}" and "${id}" have the same secret`),
        'leave one of them out',
      );
    }
    return { id, group, models, secret };
  });
}

/** @throws PhasegraphError `invalid-option` for an answer of no tokens */
export function readModels(models: OpenaiPoolOptions['models'], env: Environment): PoolModels {
  const most = models?.maxOutputTokens;
  if (most !== undefined && !(Number.isInteger(most) && most > 0))
    throw invalid(`models.maxOutputTokens is ${most}`, 'give a whole number of tokens above 0');
  return {
    text: models?.text ?? (env['PHASEGRAPH_TEXT_MODEL'] || defaultModels.text),
    image: models?.image ?? (env['PHASEGRAPH_IMAGE_MODEL'] || defaultModels.image),
    capsOf: (request, model) => answerCaps(request, model, most),
  };
}

/**
 * The base URL, and what a person or a record may see of it: no user, no password, no query, and no secret in its path.
 *
 * @throws PhasegraphError `invalid-option`
 */
export function readBaseURL(
  baseURL: string,
  scrub: Scrub,
): { readonly baseURL: string; readonly shown: string } {
  const url = URL.canParse(baseURL) ? new URL(baseURL) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw invalid(
      'The base URL of the model server is not an http(s) address',
      'use one like https://host/v1',
    );
  }
  if (url.username !== '' || url.password !== '') {
    // Fetch would refuse it with an error that quotes it.
    throw invalid('The base URL of the model server holds a user or a password', 'leave them out');
  }
  return { baseURL, shown: scrub(`${url.origin}${url.pathname}`).replace(/\/+$/, '') };
}
