import { ApiError } from '../api-error.js';
import { retryHeaders } from '../limits/limit-headers.js';
import { faultName, type StatusFault } from './fault.js';

/** The answer of a fault with a status. */
export function statusError(fault: StatusFault): ApiError {
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
    verdict: `fault:${faultName(fault)}`,
  });
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
