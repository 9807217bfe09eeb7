import { usageOf, type Usage } from '../usage.js';
import type { AnswerFault } from './fault.js';

/** What an answer says that it used; undefined where it does not say it. */
export function toldUsage(usage: Usage, fault: AnswerFault | undefined): Usage | undefined {
  const kind = fault?.kind;
  if (kind === 'usage-missing') return undefined;
  if (kind === 'usage-high') return usageOf(usage.inputTokens * 10, usage.outputTokens * 10);
  if (kind === 'usage-low') {
    return usageOf(Math.floor(usage.inputTokens / 10), Math.floor(usage.outputTokens / 10));
  }
  return usage;
}
