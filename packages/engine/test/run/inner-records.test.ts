import { describe, expect, it } from '@jest/globals';
import {
  artifact,
  artifactList,
  definePhase,
  definePipeline,
  each,
  memoryStore,
  pick,
} from '@phasegraph/engine';
import type { RunReport, Store, TaskContext } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';
import { answering, oracle } from './answering.js';
import type { Answering, AskingClient } from './answering.js';

const topics = artifactList('topics', z.string(), { key: (topic) => topic });
const titles = artifactList('titles', z.string());
const topic = artifact('topic', z.string());
const title = artifact('title', z.string());

type Entitle = (topic: string, context: TaskContext & { oracle: AskingClient }) => Promise<string>;

interface Options {
  readonly entitle: Entitle;
  readonly model: Answering;
  readonly store: Store;
  readonly attempts?: number;
  readonly clock?: ReturnType<typeof virtualClock>;
  readonly topics?: readonly string[];
}

/** topics -> (entitle)* : each topic through a pipeline of its own */
function runOf({ entitle, model, store, attempts = 1, clock, ...given }: Options): Promise<RunReport> {
  const phase = definePhase({
    name: 'entitle',
    inputs: { topic },
    outputs: { title },
    uses: { oracle },
    run: async (inputs, context) => ({ title: await entitle(inputs.topic, context) }),
  });
  const sub = definePipeline({ name: 'inner', given: { topic }, phases: [phase] }).asPhase({
    name: 'sub',
    inputs: { topic: each(topics) },
    outputs: { title: titles },
    retry: { attempts, baseMs: 0 },
  });
  const pipeline = definePipeline({ name: 'outer', given: { topics }, phases: [sub] });
  const { topics: some = ['a', 'b', 'c'] } = given;
  return pipeline.run(
    { topics: [...some] },
    { resources: { oracle: model }, store, ...(clock && { clock }) },
  );
}

/** All ask the same, and are answered each in another way. */
const same: Entitle = (_topic, context) => context.oracle.ask('a title');
const buggy: Entitle = async (_topic, context) => {
  await same(_topic, context);
  throw new Error('a bug');
};
const numbered = (): Answering => answering((question, number) => `${question} ${number}`);

describe('inside of a pipeline that is a phase', () => {
  it('each item has its own answers, though all ask the same', async () => {
    const store = memoryStore();
    const model = numbered();
    const seen: string[] = [];
    const first: Entitle = async (topic, context) => {
      seen.push(`${topic}: ${await same(topic, context)}`);
      throw new Error('a bug');
    };
    await runOf({ entitle: first, model, store });
    const report = await runOf({ entitle: same, model, store });
    expect(model.calls).toHaveLength(3);
    const replayed = report.collected(titles).succeeded.map(({ key, value }) => `${key}: ${value}`);
    expect(replayed).toEqual(seen);
  });

  it('a second attempt of the outer task asks anew, and the next run is answered as this one was', async () => {
    const store = memoryStore();
    const losing: Store = { ...store, saveResult: () => undefined };
    const model = numbered();
    const answers: string[] = [];
    const secondTime: Entitle = async (topic, context) => {
      const answer = await same(topic, context);
      answers.push(answer);
      if (answers.length % 2 === 1) throw new Error('once');
      return answer;
    };
    const options = { entitle: secondTime, model, store: losing, attempts: 2, topics: ['a'] };
    await runOf(options);
    await runOf(options);
    expect(answers).toEqual(['a title 1', 'a title 2', 'a title 1', 'a title 2']);
    expect(model.calls).toHaveLength(2);
  });

  it('is no run of its own to the store: all that it used is of the outer one', async () => {
    const store = memoryStore();
    const model = numbered();
    const { runId } = await runOf({ entitle: same, model, store });
    expect(store.listRuns(10).map((run) => run.runId)).toEqual([runId]);
    const types = store.readEvents(runId).map(({ type }) => type);
    expect(types.filter((type) => type === 'run-started' || type === 'run-ended')).toHaveLength(2);
    store.gc({ keep: 1, nowMs: Date.now() + 1000 });
    await runOf({ entitle: same, model, store });
    expect(model.calls).toHaveLength(3);
  });

  it('items that take the same make each their own, with a store as without one, and each is reused', async () => {
    const variants = artifactList('variants', z.object({ id: z.string(), topic: z.string() }), {
      key: ({ id }) => id,
    });
    const wanted = artifact('wanted', z.object({ topic: z.string() }));
    const entitle = definePhase({
      name: 'entitle',
      inputs: { wanted },
      outputs: { title },
      uses: { oracle },
      run: async (inputs, context) => ({ title: await context.oracle.ask(inputs.wanted.topic) }),
    });
    const sub = definePipeline({ name: 'inner', given: { wanted }, phases: [entitle] }).asPhase({
      name: 'sub',
      inputs: { wanted: pick(each(variants), 'topic') },
      outputs: { title: titles },
    });
    const pipeline = definePipeline({ name: 'outer', given: { variants }, phases: [sub] });
    const given = { variants: ['a', 'b', 'c'].map((id) => ({ id, topic: 'bread' })) };
    const made = async (model: Answering, store?: Store): Promise<readonly string[]> => {
      const report = await pipeline.run(given, { resources: { oracle: model }, ...(store && { store }) });
      return report.value(titles);
    };
    const three = ['bread 1', 'bread 2', 'bread 3'];
    expect(await made(numbered())).toEqual(three);
    const store = memoryStore();
    const model = numbered();
    expect(await made(model, store)).toEqual(three);
    expect(await made(model, store)).toEqual(three);
    expect(model.calls).toHaveLength(3);
    const reused = store.listRuns(1).flatMap(({ runId }) => store.readEvents(runId));
    expect(reused.filter(({ type }) => type === 'reused-inside')).toHaveLength(3);
  });

  it('two attempts of one task pay once for what both make, under the claim of the outer run', async () => {
    const clock = virtualClock();
    const claims = new Set<string>();
    const inner = memoryStore();
    const store: Store = {
      ...inner,
      claim: (claim) => {
        claims.add(claim.run);
        return inner.claim(claim);
      },
    };
    const model = answering(async (question) => {
      await clock.sleep(1000);
      return question;
    });
    const phase = definePhase({
      name: 'entitle',
      inputs: { topic },
      outputs: { title },
      uses: { oracle },
      run: async (inputs, context) => ({ title: await context.oracle.ask(inputs.topic) }),
    });
    const sub = definePipeline({ name: 'inner', given: { topic }, phases: [phase] }).asPhase({
      name: 'sub',
      inputs: { topic: each(topics) },
      outputs: { title: titles },
      hedge: { afterMs: 100, budget: 1 },
    });
    const pipeline = definePipeline({ name: 'outer', given: { topics }, phases: [sub] });
    const given = { topics: ['a', 'b'] };
    const report = await clock.run(pipeline.run(given, { resources: { oracle: model }, store, clock }));
    expect(report.value(titles)).toEqual(['a', 'b']);
    const attempts = report.events.filter(({ type }) => type === 'attempt-started');
    expect(attempts).toHaveLength(4);
    expect(model.calls).toHaveLength(2);
    expect([...claims]).toEqual([report.runId]);
    expect(clock.pending).toBe(0);
  });

  it('a store that cannot be written to ends the outer run', async () => {
    const inner = memoryStore();
    const store: Store = {
      ...inner,
      saveResult: () => {
        throw new Error('the disk is full');
      },
    };
    const report = await runOf({ entitle: same, model: numbered(), store });
    expect(report.status).toBe('store-failed');
    expect(report.summary.storeErrors).toEqual(['the disk is full']);
  });

  it('tells in the outer run what could not be read', async () => {
    const store: Store = {
      ...memoryStore(),
      findResult: () => {
        throw new Error('unreadable');
      },
    };
    const report = await runOf({ entitle: same, model: numbered(), store, topics: ['a'] });
    expect(report.status).toBe('succeeded');
    expect(new Set(report.summary.storeErrors)).toEqual(new Set(['unreadable']));
  });

  it('a bug after the call is not paid for again', async () => {
    const store = memoryStore();
    const model = numbered();
    await runOf({ entitle: buggy, model, store });
    await runOf({ entitle: same, model, store });
    expect(model.calls).toHaveLength(3);
  });
});
