import type { ModelPrice } from './model-price.js';

/**
 * What OpenAI's models cost, in US dollars for a million tokens. Each entry stands for the model and its dated snapshots;
 * a model that is not here has no known price.
 *
 * Read on 2026-11-28 from `@pydantic/genai-prices` 0.1.8 (npm, published 2026-09-23), which names as its own source
 * https://developers.openai.com/api/docs/pricing and the models' pages beside it. The provider's page itself was not
 * read, so prices that changed after that release are not known here; batch, priority and regional processing cost
 * otherwise and are left out, and so are models that charge for what they put into their cache. What is billed to you is
 * what counts: put it into the option `prices`.
 */
export const listedPrices: Readonly<Record<string, ModelPrice>> = {
  'gpt-5.5': { input: 5, cachedInput: 0.5, output: 30, long: { input: 10, cachedInput: 1, output: 45 } },
  'gpt-5.4': {
    input: 2.5,
    cachedInput: 0.25,
    output: 15,
    long: { input: 5, cachedInput: 0.5, output: 22.5 },
  },
  'gpt-5.4-mini': { input: 0.75, cachedInput: 0.075, output: 4.5 },
  'gpt-5.4-nano': { input: 0.2, cachedInput: 0.02, output: 1.25 },
  'gpt-5.2': { input: 1.75, cachedInput: 0.175, output: 14 },
  'gpt-5.1': { input: 1.25, cachedInput: 0.125, output: 10 },
  'gpt-5': { input: 1.25, cachedInput: 0.125, output: 10 },
  'gpt-5-mini': { input: 0.25, cachedInput: 0.025, output: 2 },
  'gpt-5-nano': { input: 0.05, cachedInput: 0.005, output: 0.4 },
  'gpt-4.1': { input: 2, cachedInput: 0.5, output: 8 },
  'gpt-4.1-mini': { input: 0.4, cachedInput: 0.1, output: 1.6 },
  'gpt-4.1-nano': { input: 0.1, cachedInput: 0.025, output: 0.4 },
  'gpt-4o': { input: 2.5, cachedInput: 1.25, output: 10 },
  // Listed apart, and dearer than the later snapshots.
  'gpt-4o-2024-05-13': { input: 5, output: 15 },
  'gpt-4o-mini': { input: 0.15, cachedInput: 0.075, output: 0.6 },
  o3: { input: 2, cachedInput: 0.5, output: 8 },
  'o3-mini': { input: 1.1, cachedInput: 0.55, output: 4.4 },
  'o4-mini': { input: 1.1, cachedInput: 0.275, output: 4.4 },

  // Of `gpt-image-1.5` words in the answer cost less, and are rare: all of it is counted as pixels.
  // Of pictures `output` is the price of their pixels' tokens; how many those are stands in `picture-tokens.ts`.
  'gpt-image-2': { input: 5, cachedInput: 1.25, output: 30 },
  'gpt-image-1.5': { input: 5, cachedInput: 1.25, output: 32 },
  'gpt-image-1': { input: 5, cachedInput: 1.25, output: 40 },
  'gpt-image-1-mini': { input: 2, cachedInput: 0.2, output: 8 },
};
