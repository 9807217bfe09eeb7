import type { CallEndpoint } from './call.js';
import type { Clock } from './clock.js';
import type { SandboxGroup } from './billing.js';
import type { FaultChooser } from './faults/fault.js';
import type { SandboxKey } from './keys.js';
import type { Latency } from './latency.js';
import type { LimitMode } from './limits/group-use.js';
import type { LimitChange, LimitsOption } from './limits/limits.js';
import type { LogKind } from './report/request-log.js';
import type { JsonSchema } from './schema-value/json-schema.js';
import type { Quality } from './usage.js';

/** What a responder is asked. */
export interface TextCall {
  /** Which endpoint it came in through. */
  readonly endpoint: CallEndpoint;
  /** The model that was asked for. */
  readonly model: string;
  /** `instructions`, and the system and developer messages, a blank line between them. */
  readonly instructions: string;
  /** The last user message: the value where it is JSON, else its text. */
  readonly input: unknown;
  /** Fires when the client has left. */
  readonly signal: AbortSignal;
}

/** What a responder of a schema is asked. */
export interface ObjectCall extends TextCall {
  /** What the answer is called. */
  readonly schemaName: string;
  /** The schema that the answer has to satisfy. */
  readonly schema: JsonSchema;
}

/** What `images` is asked. */
export interface ImageCall {
  /** The model that was asked for. */
  readonly model: string;
  /** What the picture should show. */
  readonly prompt: string;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** As it was asked for; `medium` when it was not, or left to the model. */
  readonly quality: Quality;
  /** As it was asked for. */
  readonly format: ImageFormat;
  /** Which of the images of one request this is, from 0. */
  readonly index: number;
  /** Fires when the client has left. */
  readonly signal: AbortSignal;
}

/** How the bytes of a picture are encoded. */
export type ImageFormat = 'png' | 'webp' | 'jpeg';

/** Gives the value for a schema, which is sent as its JSON text. What it throws is answered as 500. */
export type Responder = (call: ObjectCall) => unknown;

/**
 * What a sandbox is started with. Without any of it: every key, every model, no limit, no delay, no fault.
 */
export interface SandboxOptions {
  /** The port on 127.0.0.1; one of the system's choosing when left out. */
  readonly port?: number;
  /** The keys that are accepted; any bearer when left out. */
  readonly keys?: readonly SandboxKey[];
  /** What is known of groups, by name. */
  readonly groups?: Readonly<Record<string, SandboxGroup>>;
  /** The models that exist; any when left out. */
  readonly models?: readonly string[];
  /** The answers, by the name of the schema. A name without one gets a value made from its schema. */
  readonly responders?: Readonly<Record<string, Responder>>;
  /** The answer to calls that ask for plain text. */
  readonly text?: (call: TextCall) => string | Promise<string>;
  /** The bytes of an image in the asked format; a plain gradient (PNG only) when left out. */
  readonly images?: (call: ImageCall) => Uint8Array | Promise<Uint8Array>;
  /** What is let in: rates for each group of keys and model, concurrency for each key. Default: everything. */
  readonly limits?: LimitsOption;
  /** Limits that take the place of those during the run. */
  readonly limitChanges?: readonly LimitChange[];
  /** How rates are counted. Default: `rolling`. */
  readonly mode?: LimitMode;
  /** How long a minute of the limits is, in milliseconds; a day is 1,440 of them. Default 60,000. */
  readonly minuteMs?: number;
  /**
   * Whether requests that a limit refused count towards the requests of a minute, as the provider documents it.
   * Default true.
   */
  readonly countRefused?: boolean;
  /**
   * Whether tokens that were reserved for an answer stay counted for their window when it took fewer, as with providers that
   * never give them back. Default false.
   */
  readonly keepsReserved?: boolean;
  /** Whether answers say by headers what is left of the limits, and when to come back. Default true. */
  readonly headers?: boolean;
  /** How long an answer takes, in milliseconds. Default 0. */
  readonly latency?: Latency;
  /** Milliseconds between the pieces of a streamed text. */
  readonly chunkDelayMs?: number;
  /** What goes wrong, call by call. Default: nothing. */
  readonly faults?: FaultChooser;
  /** What is kept of the requests: all, or counts alone, which takes no more memory the longer it runs. Default `all`. */
  readonly log?: LogKind;
  /** Where delays and rate limits take their time from. Default: the system's. */
  readonly clock?: Clock;
}
