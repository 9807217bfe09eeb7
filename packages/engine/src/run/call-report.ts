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
}: CallReport): CallReport {
  const { inputTokens, outputTokens, images } = usage ?? {};
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
        ...(outputTokens !== undefined && { outputTokens }),
        ...(images !== undefined && { images }),
      },
    }),
  };
}
