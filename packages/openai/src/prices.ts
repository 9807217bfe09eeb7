import type { Usage } from '@phasegraph/engine';
import { invalidOption } from './invalid-option.js';
import type { ModelPrice, Prices } from './model-price.js';
import { pictureTokens, usualPictureTokens } from './picture-tokens.js';
import type { PictureKind } from './picture-tokens.js';
import { listedPrices } from './price-list.js';

/** What a call takes at most. */
interface WorstCase {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly picture?: PictureKind | undefined;
}

/** What calls cost. */
export interface PriceList {
  /** What a call cost, in US dollars; `undefined` where that cannot be known. */
  usdOf(model: string, usage: Usage | undefined): number | undefined;
  /** What a call may cost at most, in US dollars; `undefined` where that cannot be known. */
  worstUsd(model: string, worst: WorstCase): number | undefined;
  /** What to do about a call of which that is not known, as a sentence. */
  adviceFor(model: string, worst: Pick<WorstCase, 'picture'>): string;
}

/**
 * The list of the provider's prices, with those of the user before them.
 *
 * @throws PhasegraphError `invalid-option` for a price that is no amount
 */
export function priceList(own: Prices = {}): PriceList {
  check(own);
  const priceOf = (model: string): ModelPrice | undefined => find(own, model) ?? find(listedPrices, model);
  return {
    usdOf(model, usage) {
      const price = priceOf(model);
      return price === undefined || usage === undefined ? undefined : costOf(price, usage);
    },
    worstUsd(model, { inputTokens, outputTokens, picture }) {
      const price = priceOf(model);
      if (price === undefined) return undefined;
      if (picture === undefined) return worstOfWords(price, inputTokens, outputTokens);
      const drawn = worstOfPicture(price, model, picture);
      const sent = tokensCost(inputTokens, price.input) ?? 0;
      return drawn === undefined ? undefined : sent + drawn;
    },
    adviceFor(model, { picture }) {
      const entry = picture === undefined ? '{ input: 1, output: 5 }' : "{ image: { '*': 0.05 } }";
      const unit = picture === undefined ? 'for a million tokens' : 'for a picture';
      const why =
        picture !== undefined && priceOf(model)?.output !== undefined
          ? 'How many tokens its pictures take is not known before they are there. '
          : '';
      return (
        `${why}Give its price in prices of the config file or of openaiPool(), in US dollars ${unit}: ` +
        `prices: { ${JSON.stringify(model)}: ${entry} }; or run without a budget.`
      );
    },
  };
}

/** How a picture stands in usage and prices: `1024x1024 medium`. */
export function nameOfPicture({ width, height, quality }: PictureKind): string {
  return `${width}x${height} ${quality}`;
}

function costOf(price: ModelPrice, usage: Usage): number | undefined {
  const { inputTokens, cachedInputTokens = 0, outputTokens, pictures } = usage;
  const isLong = price.long !== undefined && (inputTokens ?? 0) > longInputTokens;
  const { input, cachedInput = input, output } = isLong ? { ...price, ...price.long } : price;
  // Told in tokens, and tokens have a price: that goes before one for the whole picture.
  if (inputTokens !== undefined && outputTokens !== undefined && output !== undefined) {
    const fresh = tokensCost(inputTokens - cachedInputTokens, input);
    const cached = tokensCost(cachedInputTokens, cachedInput);
    const answered = tokensCost(outputTokens, output);
    return sumOf([fresh, cached, answered]);
  }
  if (pictures === undefined) return undefined;
  const drawn = Object.entries(pictures).map(([kind, count]) => {
    const each = priceOfPicture(price, kind);
    return each === undefined ? undefined : each * count;
  });
  return sumOf([tokensCost(inputTokens ?? 0, input) ?? 0, ...drawn]);
}

/** With less input it may be dearer, where a long prompt has lower prices. */
function worstOfWords(price: ModelPrice, inputTokens: number, outputTokens: number): number | undefined {
  const whole = costOf(price, { inputTokens, outputTokens });
  const short = costOf(price, { inputTokens: Math.min(inputTokens, longInputTokens), outputTokens });
  return whole === undefined || short === undefined ? undefined : Math.max(whole, short);
}

/** The dearer of what its tokens and what the whole of it would cost. */
function worstOfPicture(price: ModelPrice, model: string, picture: PictureKind): number | undefined {
  const known = pictureTokens(model, picture);
  // What is known of one model is no promise of its provider: not less than pictures of its family take.
  const tokens = known && Math.max(known, usualPictureTokens(picture));
  const byTokens =
    tokens === undefined || price.output === undefined ? undefined : (tokens * price.output) / million;
  const byPicture = priceOfPicture(price, nameOfPicture(picture));
  if (byTokens === undefined || byPicture === undefined) return byTokens ?? byPicture;
  return Math.max(byTokens, byPicture);
}

function priceOfPicture({ image }: ModelPrice, kind: string): number | undefined {
  return image?.[kind] ?? image?.[kind.split(' ')[1] ?? ''] ?? image?.['*'];
}

/** `undefined` for tokens without a price; none cost nothing, whatever the price. */
function tokensCost(tokens: number, perMillion: number | undefined): number | undefined {
  if (tokens === 0) return 0;
  return perMillion === undefined ? undefined : (tokens * perMillion) / million;
}

function sumOf(parts: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    sum += part;
  }
  return sum;
}

/** By the whole name, by that of the model that it is a snapshot of, or by the longest beginning. */
function find(prices: Prices, model: string): ModelPrice | undefined {
  const plain = model.replace(/-\d{4}-\d{2}-\d{2}$/, '');
  for (const name of [model, plain]) if (Object.hasOwn(prices, name)) return prices[name];
  const [longest] = Object.keys(prices)
    .filter((name) => name.endsWith('*') && model.startsWith(name.slice(0, -1)))
    .toSorted((a, b) => b.length - a.length);
  return longest === undefined ? undefined : prices[longest];
}

function check(prices: Prices): void {
  for (const [model, price] of Object.entries(prices)) {
    const { image = {}, long = {}, input, cachedInput, output } = price;
    const amounts = {
      input,
      cachedInput,
      output,
      ...withPrefix('image', image),
      ...withPrefix('long', { ...long }),
    };
    for (const [field, amount] of Object.entries(amounts))
      if (amount !== undefined && !(Number.isFinite(amount) && amount >= 0))
        throw invalidOption(
          `The price of "${model}" has ${field}: ${String(amount)}`,
          'use US dollars, 0 or more',
        );
    if (output !== undefined && input === undefined && price.image === undefined)
      throw invalidOption(
        `The price of "${model}" has output: ${output}, and no input`,
        'give both: an entry takes the place of the whole of the listed one',
      );
  }
}

function withPrefix(
  prefix: string,
  fields: Readonly<Record<string, number | undefined>>,
): Record<string, number | undefined> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}.${name}`, value]));
}

const million = 1_000_000;

/** From how many tokens of input on the provider charges more, where it does. */
const longInputTokens = 272_000;
