import { ApiError } from './api-error.js';
import type { Call } from './call.js';
import { retryHeaders } from './limit-headers.js';

/** Something that goes wrong with one call. */
export type Fault =
  | {
      readonly kind?: 'status';
      /** 400 or above. 429 is answered at once, as a limiter would; all others after the latency. */
      readonly status: number;
      /** The provider's code. Default: what goes with the status. */
      readonly code?: string;
      /** The provider's type of error. Default: what goes with the status. */
      readonly type?: string;
      /** Default: what goes with the status. */
      readonly message?: string;
      /** Sent as `retry-after` (whole seconds) and `retry-after-ms`. */
      readonly retryAfterMs?: number;
    }
  /** The model declines: a refusal in place of the text; 400 `moderation_blocked` for an image. */
  | { readonly kind: 'refusal'; readonly message?: string }
  /** The answer stops half-way: `incomplete` for `max_output_tokens`, or half of the image's bytes. */
  | { readonly kind: 'truncated' }
  /** The text of a completed answer is not JSON; for an image, its body is not. */
  | { readonly kind: 'invalid-json' }
  /** The connection is cut: before the answer, or half-way through a stream. */
  | { readonly kind: 'disconnect' };

/** Chooses what goes wrong with a call; undefined lets it succeed. */
export type FaultChooser = (call: Call) => Fault | undefined;

/** A fault in what an answer says, as opposed to one that keeps it from being given. */
export type AnswerFault = Exclude<Fault, { status: number }>;

/** The answer of a fault with a status, undefined for the others. */
export function statusError(fault: Fault | undefined): ApiError | undefined {
  if (!fault || !('status' in fault)) return undefined;
  const { status } = fault;
  if (!Number.isInteger(status) || status < 400 || status > 599) {
    throw new Error(`a fault's status has to be from 400 to 599, and is ${status}`);
  }
  const usual = USUAL[status];
  return new ApiError(status, {
    message: fault.message ?? usual?.message ?? `The sandbox was told to answer ${status}.`,
    type: fault.type ?? (fault.code === 'insufficient_quota' ? 'insufficient_quota' : usual?.type),
    code: fault.code ?? usual?.code,
    headers: fault.retryAfterMs === undefined ? undefined : retryHeaders(fault.retryAfterMs),
  });
}

export function answerFault(fault: Fault | undefined): AnswerFault | undefined {
  return fault && !('status' in fault) ? fault : undefined;
}

const USUAL: Readonly<Record<number, { message: string; type: string; code?: string }>> = {
  429: {
    message: 'Rate limit reached. Please try again later.',
    type: 'requests',
    code: 'rate_limit_exceeded',
  },
  500: {
    message: 'The server had an error while processing your request. Sorry about that!',
    type: 'server_error',
  },
  503: { message: 'The engine is currently overloaded, please try again later.', type: 'server_error' },
};
