import type { Clock } from '../clock.js';
import { systemClock } from '../clock.js';
import { Admission } from './admission.js';
import { faultOf } from './call-faults.js';
import { clockGate } from './clock-gate.js';
import type { Cost } from './cost.js';
import { bottleneckGate } from './gate.js';
import type { Gate } from './gate.js';
import type { CallOptions, KeyPool, Lease } from './key-pool.js';
import type { PoolMeans } from './pool-means.js';
import { readOptions } from './pool-options.js';
import type { KeyPoolOptions } from './pool-options.js';
import type { QueuedCall } from './queued-call.js';
import { Routes } from './routes.js';
import { Flows } from './share.js';
import { snapshotOf } from './snapshot.js';
import { StartedCalls } from './started-calls.js';

/**
 * Makes a pool. Calls stand in one queue and are bound to a key when they start, not before, so that a slow, paused
 * or dead key holds up nothing.
 *
 * @throws PhasegraphError `invalid-option`
 */
export function keyPool(options: KeyPoolOptions): KeyPool {
  const { name, clock = systemClock, classify } = options;
  const { keys, ...times } = readOptions(options);
  const gate = options.gate ?? defaultGate(clock, options);
  const routes = new Routes(keys, options);
  const flows = new Flows();
  const means: PoolMeans = { name, clock, keys, routes, flows, ...times };
  const admission = new Admission(means, (match) => void started.perform(match));
  const started = new StartedCalls(means, { gate, classify }, admission);
  let arrivals = 0;

  return {
    call,
    snapshot: () =>
      snapshotOf(name, keys, routes, admission.size, { nowMs: clock.now(), flowCount: flows.count }),
  };

  function call<T>(cost: Cost, callOptions: CallOptions, run: (lease: Lease) => Promise<T>): Promise<T> {
    const { rank, signal, target = '*', sort = target, leastCost = cost, share } = callOptions;
    const { onStart, onRequeue, onKeyChange } = callOptions;
    const fault = faultOf(name, cost, callOptions);
    if (fault !== undefined) return Promise.reject(fault);
    return new Promise<T>((resolve, reject) => {
      const nowMs = clock.now();
      const queued: QueuedCall = {
        cost,
        leastCost,
        rank,
        target,
        sort,
        flow: flows.of(share),
        arrival: arrivals++,
        sinceMs: nowMs,
        queuedAtMs: nowMs,
        signal,
        moves: 0,
        run: async (lease) => {
          onStart?.(lease);
          const value = await run(lease);
          return () => resolve(value);
        },
        reject,
        requeued: () => onRequeue?.(),
        tell: (change) => {
          if (change !== undefined) onKeyChange?.(change);
        },
        onAbort: () => {
          reject(signal.reason);
          admission.dropAborted(queued);
        },
      };
      if (signal.aborted) reject(signal.reason);
      else admission.enqueue(queued);
    });
  }
}

/** Bottleneck knows the system's time only. */
function defaultGate(clock: Clock, options: KeyPoolOptions): Gate {
  return clock === systemClock ? bottleneckGate(options) : clockGate(clock, options);
}
