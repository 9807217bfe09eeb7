import { keyPool, systemClock } from '@phasegraph/engine';
import type { PoolSnapshot, Resource } from '@phasegraph/engine';
import OpenAI from 'openai';
import type { Connection } from './call.js';
import type { ModelClient } from './client.js';
import { askForImage } from './image.js';
import { keyVerdict } from './key-verdict.js';
import { LearnedEstimates } from './learned-estimates.js';
import { askForObject } from './object.js';
import { readBaseURL, readKeys, readModels } from './options.js';
import type { OpenaiPoolOptions, SecretKey } from './options.js';
import { priceList } from './prices.js';
import { scrubber, secretHider } from './scrub.js';
import { askForText } from './text.js';
import { wordsApi } from './words-api.js';

/** The resource behind `model`: give it to a run, `run(given, { resources: { model: openaiPool({ keys }) } })`. */
export interface OpenaiPool extends Resource<ModelClient> {
  readonly fingerprint: string;
  /** How the keys are at this moment. */
  snapshot(): PoolSnapshot;
}

/**
 * Makes a pool of API keys of an OpenAI-compatible server. Each call goes through the first key that can start it; a key
 * that is refused, out of credit or throttled costs the others nothing.
 *
 * @throws PhasegraphError `invalid-option`
 */
export function openaiPool(options: OpenaiPoolOptions): OpenaiPool {
  const { clock = systemClock, env = process.env, arrivalJitterMs = defaultJitterMs } = options;
  const keys = readKeys(options.keys, env);
  const models = readModels(options.models, env);
  const words = wordsApi(options.api ?? 'auto');
  const prices = priceList(options.prices);
  const secrets = keys.map(({ secret }) => secret);
  const [scrub, hideSecrets] = [scrubber(secrets), secretHider(secrets)];
  const { baseURL, shown } = readBaseURL(options.baseURL ?? defaultBaseURL, scrub);
  const estimates = new LearnedEstimates(options.outputCounts ?? 'up-front');
  const pool = keyPool({
    ...options,
    name: resourceName,
    keys: keys.map(({ id, group, models: targets }) => ({ id, group, targets })),
    arrivalJitterMs,
    classify: keyVerdict,
    clock,
  });
  const sdks = new Map(keys.map((key) => [key.id, sdkFor(key, baseURL, options.fetch)]));

  const origin = scrub(options.serverName ?? shown);

  return {
    fingerprint: JSON.stringify([origin, models.text, models.image]),
    // What a call asks for itself, its phase says, and the request of its record: only the defaults are the pool's.
    fingerprintFor: (methods) =>
      JSON.stringify([
        origin,
        methods.some((method) => method !== 'image') ? models.text : null,
        methods.includes('image') ? models.image : null,
      ]),
    origin,
    snapshot: () => pool.snapshot(),
    connect(scope) {
      const connection: Connection = {
        scope,
        resource: resourceName,
        pool,
        clock,
        server: shown,
        scrub,
        hideSecrets,
        sdkOf,
        words,
        estimates,
        prices,
      };
      return {
        object: (request) => askForObject(connection, models, request),
        text: (request) => askForText(connection, models, request),
        image: (request) => askForImage(connection, models, request),
      };
    },
  };

  function sdkOf(keyId: string): OpenAI {
    const sdk = sdks.get(keyId);
    if (sdk === undefined) throw new Error(`Internal error: the pool leased the unknown key "${keyId}"`);
    return sdk;
  }
}

const resourceName = 'model';

/** Two calls that leave a minute apart may arrive so much closer. */
const defaultJitterMs = 500;

const defaultBaseURL = 'https://api.openai.com/v1';

/** What the SDK would take from the environment by itself is named, so that it takes nothing. */
function sdkFor(key: SecretKey, baseURL: string, fetch: OpenaiPoolOptions['fetch']): OpenAI {
  return new OpenAI({
    apiKey: key.secret,
    adminAPIKey: null,
    webhookSecret: null,
    // Keys of a pool may be of different organisations; each says by itself whose it is.
    organization: null,
    project: null,
    baseURL,
    // Retries are the engine's: those of the SDK would pass no limit.
    maxRetries: 0,
    // Its debug lines hold whole requests.
    logLevel: 'off',
    ...(fetch !== undefined && { fetch }),
  });
}
