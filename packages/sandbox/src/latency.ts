import type { Call } from './call.js';

/** How long an answer takes: milliseconds, or a function of the call that gives them. */
export type Latency = number | ((call: Call) => number);

/** The milliseconds that a call waits before it is answered (a stream: before its first event). */
export function latencyOf(latency: Latency | undefined, call: Call): number {
  const ms = typeof latency === 'function' ? latency(call) : (latency ?? 0);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  throw new Error(`the latency of a call has to be a number of milliseconds, zero or more, and is ${ms}`);
}
