/** What a model costs, in US dollars. */
export interface ModelPrice {
  /** A million tokens of what is sent. */
  readonly input?: number | undefined;
  /** A million of those that the provider still had from an earlier call. Default: `input`. */
  readonly cachedInput?: number | undefined;
  /** A million tokens of the answer; of a picture, of its pixels. */
  readonly output?: number | undefined;
  /**
   * One picture, where answers do not tell its tokens or the provider charges for pictures: by size and quality, by
   * quality, or `*` for any: `{ '1024x1024 high': 0.17, high: 0.25 }`.
   */
  readonly image?: Readonly<Record<string, number>> | undefined;
  /** What takes the place of the prices above in a call of more than 272,000 tokens of input. */
  readonly long?: Pick<ModelPrice, 'input' | 'cachedInput' | 'output'> | undefined;
}

/** Prices by model: its name, which stands for its dated snapshots too, or the beginning of names before a `*`. */
export type Prices = Readonly<Record<string, ModelPrice>>;
