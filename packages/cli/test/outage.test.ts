import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunEvent, RunReport } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import type { VirtualClock } from '@phasegraph/engine/testing';
import { openaiPool } from '@phasegraph/openai';
import { parseBrief, responders, website } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import type { Sandbox } from '@phasegraph/sandbox';
import { smallBrief } from './small-brief.js';

/** All that is made of words: pictures are drawn by the machine, which takes time that is not virtual. */
const targets = ['copy', 'pages', 'seoStrategy', 'pageMetadata', 'imagePlans'];

/** What an answer takes. */
const latencyMs = 2000;

describe('a run whose server goes down for good', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ responders });
    // Whatever is loaded at the first call has been.
    expect((await runUntil(Infinity, { outageMs: 0 })).report.status).toBe('succeeded');
  });
  afterAll(() => sandbox.close());

  it.each([
    [1000, 15_000],
    [3000, 15_000],
    [3000, 60_000],
    [5000, 5000],
  ])('at %d ms ends within its patience of %d ms', async (downAtMs, outageMs) => {
    const { report, leftAtMs } = await runUntil(downAtMs, { outageMs });
    expect(report.status).toBe('degraded');
    const { makespanMs } = report.summary;
    // What was in flight breaks off at once; three failures of each key show that none answers.
    expect(makespanMs).toBeGreaterThanOrEqual(downAtMs + outageMs);
    // One more call finds out whether it is up again; the next one comes after a fifth of the patience at most.
    expect(makespanMs).toBeLessThanOrEqual(downAtMs + 1.2 * outageMs + graceMs);
    // All that waited is told in one moment, and nobody asks on.
    const told = report.events.filter(isUnavailable);
    expect(told.length).toBeGreaterThan(3);
    expect(new Set(told.map(({ atMs }) => atMs)).size).toBe(1);
    const late = leftAtMs.filter((atMs) => atMs >= downAtMs + outageMs);
    expect(late.length).toBeLessThanOrEqual(keys.length);
    // Meanwhile the server was asked now and then, ever more seldom.
    const probes = leftAtMs.filter((atMs) => atMs > downAtMs && atMs < downAtMs + outageMs);
    expect(probes.length).toBeLessThanOrEqual(keys.length * (1 + Math.ceil(Math.log2(outageMs / 1000 + 1))));
  });

  /** A run of the texts of a website through two keys, in virtual time; from `downAtMs` on nobody answers. */
  async function runUntil(
    downAtMs: number,
    options: { outageMs: number },
  ): Promise<{ report: RunReport; leftAtMs: number[] }> {
    const clock = virtualClock();
    const server = new Server(sandbox, clock, downAtMs);
    const pool = openaiPool({
      keys,
      baseURL: sandbox.baseUrl,
      env: {},
      clock,
      fetch: server.fetch,
      ...options,
    });
    const brief = parseBrief(smallBrief, 'brief.yaml');
    const run = website.run({ brief }, { targets, resources: { model: pool }, clock });
    return { report: await server.runInVirtualTime(run), leftAtMs: server.leftAtMs };
  }
});

const keys = ['a', 'b'].map((id) => ({ id, secret: `sk-of-no-account-${id}` }));

/** What is said and given up goes on by rule, which takes no virtual time. */
const graceMs = 100;

function isUnavailable(event: RunEvent): boolean {
  return event.type === 'attempt-failed' && event.error.code === 'provider-unavailable';
}

/** Stands before the sandbox: its answers take virtual time, and none comes once it is down. */
class Server {
  readonly #sandbox: Sandbox;
  readonly #clock: VirtualClock;
  readonly #downAtMs: number;
  /** Answers that are fetched at the moment, which no timer of the clock tells of. */
  readonly #fetching = new Set<Promise<unknown>>();
  /** When each call left. */
  readonly leftAtMs: number[] = [];

  constructor(sandbox: Sandbox, clock: VirtualClock, downAtMs: number) {
    this.#sandbox = sandbox;
    this.#clock = clock;
    this.#downAtMs = downAtMs;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    this.leftAtMs.push(this.#clock.now());
    const leftMs = this.#downAtMs - this.#clock.now();
    if (leftMs > 0) await this.#clock.sleep(Math.min(latencyMs, leftMs));
    if (this.#clock.now() >= this.#downAtMs) {
      throw new TypeError('fetch failed', {
        cause: new Error(`connect ECONNREFUSED ${this.#sandbox.baseUrl}`),
      });
    }
    const fetching = answerOf(input, init);
    this.#fetching.add(fetching);
    try {
      return await fetching;
    } finally {
      this.#fetching.delete(fetching);
    }
  };

  /** Lets virtual time pass only while nothing is fetched. */
  async runInVirtualTime<T>(work: Promise<T>): Promise<T> {
    let ended = false;
    const end = (): void => void (ended = true);
    work.then(end, end);
    for (let steps = 0; steps < mostSteps; steps++) {
      await this.#clock.settle();
      if (ended) return work;
      if (this.#fetching.size > 0) await Promise.race(this.#fetching);
      else if (!(await this.#clock.tick())) throw new Error('Nothing is due, and the run has not ended.');
    }
    throw new Error(`After ${mostSteps} steps, at ${this.#clock.now()} ms, the run has not ended.`);
  }
}

/** Far more than a run takes: one that does not end is to say so. */
const mostSteps = 10_000;

/** The whole answer: what still came in would not be seen by the clock. */
async function answerOf(...request: Parameters<typeof globalThis.fetch>): Promise<Response> {
  const response = await globalThis.fetch(...request);
  const { status, headers } = response;
  return new Response(await response.arrayBuffer(), { status, headers });
}
