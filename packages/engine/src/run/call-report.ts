import type { CallReport } from '../declare/resource.js';

/**
 * What a report of a call says, and nothing else of the object that a client handed over: that one may hold anything, and
 * is the client's.
 */
export function onlyReport({
  resource,
  keyId,
  target,
  queuedMs,
  durationMs,
  outcome,
  error,
  usage,
  usd,
  savedUsd,
}: CallReport): CallReport {
  const { inputTokens, cachedInputTokens, outputTokens, images, pictures } = usage ?? {};
  return {
    resource,
    keyId,
    target,
    queuedMs,
    durationMs,
    outcome,
    ...(error !== undefined && { error }),
    ...(usage !== undefined && {
      usage: {
        ...(inputTokens !== undefined && { inputTokens }),
        ...(cachedInputTokens !== undefined && { cachedInputTokens }),
        ...(outputTokens !== undefined && { outputTokens }),
        ...(images !== undefined && { images }),
        ...(pictures !== undefined && { pictures: { ...pictures } }),
      },
    }),
    ...(usd !== undefined && { usd }),
    ...(savedUsd !== undefined && { savedUsd }),
  };
}
