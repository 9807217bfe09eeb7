import type { CallEndpoint } from './call.js';
import type { Clock } from './clock.js';
import type { FaultChooser } from './faults.js';
import type { SandboxKey } from './keys.js';
import type { Latency } from './latency.js';
import type { Limits } from './limits.js';
import type { JsonSchema } from './schema-value/json-schema.js';
import type { Quality } from './usage.js';

/** What a responder is asked. */
export interface TextCall {
  readonly endpoint: CallEndpoint;
  readonly model: string;
  /** `instructions`, and the system and developer messages, a blank line between them. */
  readonly instructions: string;
  /** The last user message: the value where it is JSON, else its text. */
  readonly input: unknown;
  readonly signal: AbortSignal;
}

export interface ObjectCall extends TextCall {
  readonly schemaName: string;
  readonly schema: JsonSchema;
}

export interface ImageCall {
  readonly model: string;
  readonly prompt: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly quality: Quality;
  readonly format: ImageFormat;
  /** Which of the images of one request this is, from 0. */
  readonly index: number;
  readonly signal: AbortSignal;
}

export type ImageFormat = 'png' | 'webp' | 'jpeg';

/** Gives the value for a schema, which is sent as its JSON text. What it throws is answered as 500. */
export type Responder = (call: ObjectCall) => unknown;

export interface SandboxOptions {
  /** The port on 127.0.0.1; one of the system's choosing when left out. */
  readonly port?: number;
  /** The keys that are accepted; any bearer when left out. */
  readonly keys?: readonly SandboxKey[];
  /** The models that exist; any when left out. */
  readonly models?: readonly string[];
  /** The answers, by the name of the schema. A name without one gets a value made from its schema. */
  readonly responders?: Readonly<Record<string, Responder>>;
  /** The answer to calls that ask for plain text. */
  readonly text?: (call: TextCall) => string | Promise<string>;
  /** The bytes of an image in the asked format; a plain gradient (PNG only) when left out. */
  readonly images?: (call: ImageCall) => Uint8Array | Promise<Uint8Array>;
  readonly limits?: Limits;
  readonly latency?: Latency;
  /** Milliseconds between the pieces of a streamed text. */
  readonly chunkDelayMs?: number;
  readonly faults?: FaultChooser;
  readonly clock?: Clock;
}
