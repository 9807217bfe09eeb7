import type { Clock } from '../clock.js';
import type { Gate, GateOptions } from './gate.js';

/** A gate on the engine's own clock, for virtual time. Keeps the same promises as Bottleneck's. */
export function clockGate(clock: Clock, { concurrency = Infinity, minTimeMs = 0 }: GateOptions): Gate {
  const lanes = new Map<string, Lane>();
  return {
    pass(keyId, call) {
      let lane = lanes.get(keyId);
      if (lane === undefined) lanes.set(keyId, (lane = newLane()));
      const { promise, start } = deferred(call);
      lane.waiting.push(start);
      drain(lane);
      return promise;
    },
  };

  function drain(lane: Lane): void {
    if (lane.timerSet || lane.inFlight >= concurrency) return;
    const start = lane.waiting[0];
    if (start === undefined) return;
    const waitMs = lane.nextStartMs - clock.now();
    if (waitMs > 0) {
      lane.timerSet = true;
      clock.setTimer(waitMs, () => {
        lane.timerSet = false;
        drain(lane);
      });
      return;
    }
    lane.waiting.shift();
    lane.inFlight++;
    lane.nextStartMs = clock.now() + minTimeMs;
    start(() => {
      lane.inFlight--;
      drain(lane);
    });
    drain(lane);
  }
}

/** One key's calls. */
interface Lane {
  readonly waiting: ((onEnd: () => void) => void)[];
  inFlight: number;
  nextStartMs: number;
  timerSet: boolean;
}

function newLane(): Lane {
  return { waiting: [], inFlight: 0, nextStartMs: -Infinity, timerSet: false };
}

/** A promise of the call's outcome, and the function that starts it. */
function deferred<T>(call: () => Promise<T>): { promise: Promise<T>; start: (onEnd: () => void) => void } {
  let start!: (onEnd: () => void) => void;
  const promise = new Promise<T>((resolve, reject) => {
    start = (onEnd) => {
      // A microtask later, so that whoever passed a call is done with its own books when the call runs.
      const outcome = Promise.resolve().then(call);
      outcome.then(onEnd, onEnd);
      outcome.then(resolve, reject);
    };
  });
  return { promise, start };
}
