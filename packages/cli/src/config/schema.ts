import type { Environment, OpenaiPoolOptions, Prices } from '@phasegraph/openai';
import { z } from 'zod';
import { checkKeys, checkSource } from './key-rules.js';

/** What a config file says. */
export interface Config extends Pick<
  OpenaiPoolOptions,
  'limits' | 'baseURL' | 'concurrency' | 'minTimeMs' | 'queueTimeoutMs' | 'outageMs' | 'limitsAre'
> {
  readonly keys: readonly ConfigKey[];
  readonly models?:
    | {
        readonly text?: string | undefined;
        readonly image?: string | undefined;
        readonly maxOutputTokens?: number | undefined;
      }
    | undefined;
  readonly outputCounts?: OpenaiPoolOptions['outputCounts'] | undefined;
  readonly prices?: Prices | undefined;
}

/** A key as a config file names it: with its secret, or the variable that holds it. */
interface ConfigKey {
  readonly id: string;
  readonly env?: string | undefined;
  readonly secret?: string | undefined;
  readonly group?: string | undefined;
  readonly models?: readonly string[] | undefined;
}

const name = z.string().trim().min(1).max(120);
const milliseconds = z.number().min(0);
const limit = z.int().min(1).optional();
const dollars = z.number().min(0).optional();

/** A key, before it is looked at where its secret comes from. */
const keyFields = z.strictObject({
  id: name.describe('What reports call the key; never its secret'),
  env: name.optional().describe('The name of the variable that holds the key'),
  secret: z.string().trim().min(1).optional().describe('The key itself'),
  group: name.optional().describe('Keys of one group share one budget: those of one organisation or project'),
  models: z.array(name).min(1).optional().describe('The only models that it is used for'),
});

/** What a provider allows for one model. */
const limits = z.strictObject({
  rpm: limit.describe('Requests a minute'),
  tpm: limit.describe('Tokens a minute'),
  ipm: limit.describe('Images a minute'),
  rpd: limit.describe('Requests a day'),
  concurrency: limit.describe('Calls of one key at one time'),
});

/** What a model costs, in US dollars for a million tokens. */
const tokenPrices = z.strictObject({
  input: dollars.describe('Tokens of what is sent'),
  cachedInput: dollars.describe('Those that the provider still had; as `input` where it is left out'),
  output: dollars.describe('Tokens of the answer; of a picture, of its pixels'),
});

const price = tokenPrices.extend({
  image: z
    .record(name, z.number().min(0))
    .optional()
    .describe('One picture, by size and quality ("1024x1024 high"), by quality, or "*"'),
  long: tokenPrices.optional().describe('Instead, in a call of more than 272,000 tokens of input'),
});

/**
 * What may stand in a config file.
 *
 * @param env where the variables that keys name are looked up
 */
export function configSchema(env: Environment): z.ZodType<Config> {
  const key = keyFields.superRefine((found, context) => checkSource(found, env, context), { when: isRecord });
  return z.strictObject({
    keys: z
      .array(key)
      .min(1)
      .superRefine((found, context) => checkKeys(found, env, context), {
        when: ({ value }) => Array.isArray(value),
      })
      .describe('The API keys that calls go through'),
    limits: z
      .record(name, limits)
      .optional()
      .describe('What the provider allows, by model; "*" for all that are not named'),
    baseURL: z
      .url({ protocol: /^https?$/ })
      .refine(hasNoUser, 'Leave user and password out of the address')
      .optional()
      .describe('The address of the server, most end in /v1'),
    models: z
      .strictObject({
        text: name.optional().describe('The model for texts and objects'),
        image: name.optional().describe('The model for pictures'),
        maxOutputTokens: limit.describe('The most tokens of any answer, hidden reasoning included'),
      })
      .optional()
      .describe('The models that are asked'),
    concurrency: limit.describe('Calls of one key at one time, whatever they call'),
    minTimeMs: milliseconds.optional().describe('Milliseconds from one call of a key to its next'),
    queueTimeoutMs: milliseconds.optional().describe('How long a call may wait for a key, in milliseconds'),
    outageMs: milliseconds
      .optional()
      .describe('How long a server that does not answer is waited for, in milliseconds'),
    limitsAre: z
      .enum(['start', 'ceiling'])
      .optional()
      .describe('Whether answers may raise and lower the limits, or lower them only'),
    outputCounts: z
      .enum(['up-front', 'up-front-kept', 'when-answered'])
      .optional()
      .describe('When the tokens of an answer count against the limits'),
    prices: z
      .record(name, price)
      .optional()
      .describe('What models cost, by name, or by the beginning of names before a "*"'),
  });
}

/** Lets a rule across fields speak beside faults of single fields, so that an author hears of all at once. */
function isRecord({ value }: { readonly value: unknown }): boolean {
  return typeof value === 'object' && value !== null;
}

function hasNoUser(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { username, password } = new URL(address);
  return username === '' && password === '';
}
