import type { Call, CallDescription } from '../call.js';
import { unreachable } from '../unreachable.js';

/** Something that goes wrong with one call. */
export type Fault =
  | StatusFault
  /** Nothing comes for a while, on top of the latency. */
  | {
      readonly kind: 'slow-first-byte';
      /** For how long. Default 5,000. */
      readonly delayMs?: number;
    }
  /** The answer comes in pieces, one after another: events of a stream, else eighths. */
  | {
      readonly kind: 'slow-drip';
      /** How long each piece takes. Default 200. */
      readonly delayMs?: number;
    }
  /** The connection is reset before the answer begins. */
  | { readonly kind: 'reset-before' }
  /** The connection is reset half-way through the answer. */
  | { readonly kind: 'reset-after' }
  /** The connection is reset: half-way through a stream, else before the answer. */
  | { readonly kind: 'disconnect' }
  /** The model declines: a refusal in place of the text; 400 `moderation_blocked` for an image. */
  | {
      readonly kind: 'refusal';
      /** In which words. */
      readonly message?: string;
    }
  /** The answer stops half-way: `incomplete` for `max_output_tokens`, or half of the image's bytes. */
  | { readonly kind: 'truncated' }
  /** The text of a completed answer is not JSON; for an image, its body is not. */
  | { readonly kind: 'invalid-json' }
  /** The JSON of a completed answer breaks off half-way; for an image, that of its body. */
  | { readonly kind: 'cut-json' }
  /** The answer is JSON that does not satisfy its schema: a required field is left out, or all of it is another type. */
  | { readonly kind: 'breaks-schema' }
  /** The answer has no output, no choice, no image. */
  | { readonly kind: 'empty-output' }
  /** Every event of a stream comes twice. */
  | { readonly kind: 'duplicate-events' }
  /** The answer names ten times the tokens that were used. The limits count the true ones. */
  | { readonly kind: 'usage-high' }
  /** The answer names a tenth of the tokens that were used. */
  | { readonly kind: 'usage-low' }
  /** The answer does not say what was used. */
  | { readonly kind: 'usage-missing' };

/** An error in place of an answer. */
export interface StatusFault {
  /** May be left out. */
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

/** What faults are called. */
export type FaultKind = NonNullable<Fault['kind']>;

/** Chooses what goes wrong with a call; undefined lets it succeed. */
export type FaultChooser = (call: Call) => Fault | undefined;

/** A fault in an answer or in its way to the client, as opposed to an error in place of it. */
export type AnswerFault = Exclude<Fault, StatusFault>;

/** How long nothing comes where `slow-first-byte` does not say it. */
export const SLOW_FIRST_BYTE_MS = 5_000;

/** Every kind but `status`. */
export const answerFaultKinds: readonly AnswerFault['kind'][] = [
  'slow-first-byte',
  'slow-drip',
  'reset-before',
  'reset-after',
  'disconnect',
  'refusal',
  'truncated',
  'invalid-json',
  'cut-json',
  'breaks-schema',
  'empty-output',
  'duplicate-events',
  'usage-high',
  'usage-low',
  'usage-missing',
];

/** Whether the fault can befall such a call: there are no events without a stream, and no schema of plain text. */
export function suits(fault: Fault, call: CallDescription): boolean {
  if ('status' in fault) return true;
  switch (fault.kind) {
    case 'breaks-schema':
      return call.schemaName !== undefined;
    case 'duplicate-events':
      return call.stream;
    case 'slow-first-byte':
    case 'slow-drip':
    case 'reset-before':
    case 'reset-after':
    case 'disconnect':
    case 'refusal':
    case 'truncated':
    case 'invalid-json':
    case 'cut-json':
    case 'empty-output':
    case 'usage-high':
    case 'usage-low':
    case 'usage-missing':
      return true;
    default:
      return unreachable(fault);
  }
}

/** What the log calls it: `status-503`, `slow-drip`. */
export function faultName(fault: Fault): AnswerFault['kind'] | `status-${number}` {
  return 'status' in fault ? `status-${fault.status}` : fault.kind;
}
