import type { Attributes } from '@opentelemetry/api';
import type { CallReport } from '../declare/resource.js';
import type { RunEvent } from '../events.js';
import { sayKeyChange } from './key-reports.js';

/** The attributes that a run's span has from its start. */
export function runAttributes(event: RunEvent & { readonly type: 'run-started' }): Attributes {
  return {
    'phasegraph.run.id': event.runId,
    'phasegraph.pipeline.name': event.pipeline,
    'phasegraph.run.targets': [...event.targets],
  };
}

/** The attributes that a task's span has from its start. */
export function taskAttributes({
  task,
  phase,
}: {
  readonly task: string;
  readonly phase: string;
}): Attributes {
  return { 'phasegraph.phase.name': phase, 'phasegraph.task.id': task };
}

/** `{operation} {model}`, as the conventions have it: few names for many calls. */
export function callName(call: CallReport): string {
  return `${operationOf(call)} ${call.target}`;
}

/** The attributes of a call. Counts that the provider did not report are absent, not zero. */
export function callAttributes(call: CallReport, provider: string | undefined): Attributes {
  const { usage = {} } = call;
  return {
    'gen_ai.operation.name': operationOf(call),
    'gen_ai.request.model': call.target,
    ...(provider !== undefined && { 'gen_ai.provider.name': provider }),
    ...(usage.images !== undefined && {
      'gen_ai.output.type': 'image',
      'phasegraph.call.images': usage.images,
    }),
    ...(usage.inputTokens !== undefined && { 'gen_ai.usage.input_tokens': usage.inputTokens }),
    ...(usage.cachedInputTokens !== undefined && {
      'gen_ai.usage.cache_read.input_tokens': usage.cachedInputTokens,
    }),
    ...(usage.outputTokens !== undefined && { 'gen_ai.usage.output_tokens': usage.outputTokens }),
    ...(call.outcome === 'failed' && { 'error.type': call.error ?? '_OTHER' }),
    ...(call.usd !== undefined && { 'phasegraph.call.usd': call.usd }),
    'phasegraph.resource.name': call.resource,
    'phasegraph.key.id': call.keyId,
    'phasegraph.call.queued_ms': call.queuedMs,
    'phasegraph.call.outcome': call.outcome,
  };
}

/** The attributes of an event that tells of a change of API keys. */
export function keyAttributes({ resource, change }: RunEvent & { readonly type: 'key-changed' }): Attributes {
  return {
    'phasegraph.resource.name': resource,
    'phasegraph.key.ids': [...change.keyIds],
    'phasegraph.key.status': change.status,
    'phasegraph.key.change': sayKeyChange(change),
  };
}

/** The conventions' own names: `chat` for answers to messages, `generate_content` where the output is no text. */
function operationOf({ usage }: CallReport): string {
  return usage?.images === undefined ? 'chat' : 'generate_content';
}
