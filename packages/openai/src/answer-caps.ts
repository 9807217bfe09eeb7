import type { TextRequest } from './client.js';
import { defaultMaxOutputTokens } from './models.js';

/** The most tokens that the answer to a request may take. */
export interface AnswerCaps {
  readonly maxOutputTokens: number;
  /** With how much it is asked for once more when that cut it off; more than that. Default: it is not. */
  readonly ifCutOff?: number;
}

/**
 * What a request sets, else what its model is given by default. Where whoever made the pool has said what an answer may
 * take, no request gets more than that, and one that may be asked for again gets all of it then.
 *
 * @param most the pool's `models.maxOutputTokens`
 */
export function answerCaps(
  request: Pick<TextRequest, 'maxOutputTokens' | 'maxOutputTokensIfCutOff'>,
  model: string,
  most: number | undefined,
): AnswerCaps {
  const wanted = request.maxOutputTokens ?? most ?? defaultMaxOutputTokens(model);
  const maxOutputTokens = Math.min(wanted, most ?? Infinity);
  const raised =
    request.maxOutputTokensIfCutOff === undefined ? 0 : (most ?? request.maxOutputTokensIfCutOff);
  return raised > maxOutputTokens ? { maxOutputTokens, ifCutOff: raised } : { maxOutputTokens };
}
