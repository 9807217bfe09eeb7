import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { definePhase } from '../../src/declare/phase.js';
import type { Phase } from '../../src/declare/phase.js';
import { resource } from '../../src/declare/resource.js';
import type { Resource } from '../../src/declare/resource.js';
import { clockGate } from '../../src/limits/clock-gate.js';
import { noCost } from '../../src/limits/cost.js';
import { keyPool } from '../../src/limits/pool.js';
import { definePipeline } from '../../src/pipeline.js';
import { toTrace } from '../../src/observe/trace.js';
import { memoryStore } from '../../src/store/memory.js';
import type { Store } from '../../src/store/port.js';
import { buildPipeline, seededRandom, virtualClock } from '../../src/testing/index.js';
import type { VirtualClock } from '../../src/testing/index.js';
import { eachPipeline } from './check.js';

const secrets = ['sk-first-0123456789', 'sk-second-9876543210'];
const ids = ['first', 'second'];

interface Client {
  call(): Promise<void>;
}

const model = resource<'model', Client>('model');

/** A provider behind a pool of keys: it refuses some calls, and then says which key it was that it refused. */
function providerOf(clock: VirtualClock): { model: Resource<Client>; seen: string[]; show: () => unknown } {
  const seen: string[] = [];
  const pool = keyPool({
    name: 'model',
    keys: ids.map((id) => ({ id })),
    clock,
    gate: clockGate(clock, {}),
    classify: () => undefined,
  });
  let calls = 0;
  const connect: Resource<Client>['connect'] = ({ rank, signal, report }) => ({
    call: () =>
      pool.call({ ...noCost, requests: 1 }, { rank, signal }, async ({ keyId, queuedMs }) => {
        const secret = secrets[ids.indexOf(keyId)] ?? '';
        seen.push(secret);
        await clock.sleep(1, signal);
        const outcome = ++calls % 5 === 0 ? 'failed' : 'answered';
        report({ resource: 'model', keyId, target: 'large', queuedMs, durationMs: 1, outcome });
        if (outcome === 'failed') throw new Error(`429: the key ${keyId} has had enough`);
      }),
  });
  return { model: { connect, fingerprint: 'large' }, seen, show: () => pool.snapshot() };
}

/** Calls the model before a phase does what it does. */
function calling(phase: Phase): Phase {
  // What is erased comes back as it went in.
  const run = phase.run as (inputs: unknown, context: unknown) => unknown;
  return definePhase({
    ...phase,
    uses: { model },
    run: async (inputs: unknown, context: { readonly model: Client }) => {
      await context.model.call();
      return run(inputs, context);
    },
  } as unknown as Parameters<typeof definePhase>[0]) as Phase;
}

/** A store that remembers all that was ever given to it. */
function rememberingStore(): { store: Store; told: unknown[] } {
  const told: unknown[] = [];
  const store = new Proxy(memoryStore(), {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...parameters: unknown[]) => {
        told.push(parameters);
        return Reflect.apply(method, target, parameters) as unknown;
      };
    },
  });
  return { store, told };
}

describe('invariant 10: secrets never leave memory', () => {
  it('not in an event, a report, a record, an error, a trace or a snapshot', async () => {
    let used = 0;
    await eachPipeline(async (spec) => {
      const clock = virtualClock();
      const built = buildPipeline(spec, clock);
      const { model: provider, seen, show } = providerOf(clock);
      const phases: readonly Phase[] = built.phases.map(calling);
      const pipeline = definePipeline({ name: 'p', given: built.pipeline.given, phases });
      const { store, told } = rememberingStore();
      const logged: unknown[] = [];
      const options = {
        clock,
        random: seededRandom(1),
        resources: { model: provider },
        store,
        onEvent: (event: unknown) => void logged.push(event),
      };
      const report = await clock.run(
        pipeline.run({ seed: 1 }, options as object as Parameters<typeof pipeline.run>[1]),
        60_000,
      );
      const errors = built.artifacts.map((artifact): unknown => {
        if (report.has(artifact)) return undefined;
        try {
          return report.value(artifact);
        } catch (error) {
          return error;
        }
      });
      used += seen.length;
      const trace = toTrace(report.events);
      const everything = inspect(
        [report, report.events, report.summary, errors, logged, told, trace, show()],
        {
          depth: 20,
          showHidden: true,
          maxArrayLength: null,
          maxStringLength: null,
        },
      );
      for (const secret of secrets) expect(everything.includes(secret)).toBe(false);
      // That it can be found where it is: the looking itself works.
      if (seen.length > 0) expect(inspect(seen).includes(secrets[0] ?? '')).toBe(true);
    }, 100);
    expect(used).toBeGreaterThan(100);
  });
});
