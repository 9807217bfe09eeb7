/** The endpoints that calls go to, named by their path under `/v1`. */
export type CallEndpoint = 'responses' | 'chat/completions' | 'images/generations';

/** One call that the sandbox has read and let in; what latencies and faults are chosen by. */
export interface Call {
  /** Which endpoint it came in through. */
  readonly endpoint: CallEndpoint;
  /** The model that was asked for. */
  readonly model: string;
  /** The id of the key that made the call, never its secret. */
  readonly keyId: string;
  /** The name of the JSON schema that the answer has to satisfy; absent for plain text and images. */
  readonly schemaName?: string;
  /** The user message, parsed where it is JSON; absent for images. */
  readonly input?: unknown;
  /** What the image should show; absent for text. */
  readonly prompt?: string;
  /** Whether the answer is to come piece by piece. */
  readonly stream: boolean;
  /** Which call of this endpoint and schema name this is, counted from 1: the first, the second... */
  readonly nth: number;
  /** Which call of all that were let in this is, counted from 1. */
  readonly number: number;
}

/** A call before it is counted and its key known. */
export type CallDescription = Omit<Call, 'nth' | 'number' | 'keyId'>;
