import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, collect, definePhase, definePipeline, each } from '@phasegraph/engine';
import type { RunEvent } from '@phasegraph/engine';
import { explain } from '@phasegraph/engine';
import type { RunExplanation } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

const list = artifactList('list', z.string(), { key: (name) => name });
const done = artifactList('done', z.string());
const joined = artifact('joined', z.number());
const end = artifact('end', z.number());

/** How the run of such a pipeline differs from the plainest. */
interface Story {
  /** How long each item takes, in milliseconds. */
  readonly items: Readonly<Record<string, number>>;
  readonly min: number;
  /** How many items at once. */
  readonly concurrency?: number;
  /** How long after 2 ms the list goes on, its items emitted by then. */
  readonly closesAfterMs?: number;
  /** Whether items go on when they are cancelled. */
  readonly deaf?: boolean;
}

/** list (2) -> work* -> join (5), which starts with `min` -> end (1) */
async function explained({
  items,
  min,
  deaf,
  concurrency,
  closesAfterMs = 0,
}: Story): Promise<RunExplanation> {
  const clock = virtualClock();
  const phases = [
    definePhase({
      name: 'list',
      inputs: {},
      outputs: { list },
      run: async (_, { emit }) => {
        await clock.sleep(2);
        for (const name of Object.keys(items)) emit(list, name);
        await clock.sleep(closesAfterMs);
        return {};
      },
    }),
    definePhase({
      name: 'work',
      inputs: { item: each(list) },
      outputs: { done },
      ...(concurrency !== undefined && { concurrency }),
      run: async ({ item }, { signal }) => {
        await clock.sleep(items[item] ?? 0, deaf === true ? undefined : signal);
        return { done: item };
      },
    }),
    definePhase({
      name: 'join',
      inputs: { all: collect(done, { min, early: true }) },
      outputs: { joined },
      run: async ({ all }) => {
        await clock.sleep(5);
        return { joined: all.succeeded.length };
      },
    }),
    definePhase({
      name: 'end',
      inputs: { joined },
      outputs: { end },
      run: async () => {
        await clock.sleep(1);
        return { end: 1 };
      },
    }),
  ] as const;
  const events: RunEvent[] = [];
  const pipeline = definePipeline({ name: 'p', given: {}, phases });
  await clock.run(pipeline.run({}, { clock, onEvent: (event) => void events.push(event) }));
  return explain(events);
}

const pathOf = ({ criticalPath }: RunExplanation): string =>
  criticalPath.map(({ task, fromMs, toMs }) => `${task} ${fromMs}-${toMs}`).join(', ');

const waitsOf = ({ tasks }: RunExplanation, id: string): string =>
  (tasks.find(({ task }) => task === id)?.waits ?? [])
    .map((wait) => `${wait.for}${wait.for === 'input' ? ` ${wait.task}` : ''} ${wait.fromMs}-${wait.toMs}`)
    .join(', ');

const slackOf = ({ tasks }: RunExplanation): Record<string, number> =>
  Object.fromEntries(tasks.map(({ task, slackMs }) => [task, slackMs]));

describe('a join that started early', () => {
  it('waited for the item that was the last to be enough, and the path goes over that', async () => {
    const run = await explained({ items: { a: 9, b: 4, c: 6, d: 30 }, min: 2 });
    expect(waitsOf(run, 'join')).toBe('input work[c] 0-8');
    expect(pathOf(run)).toBe('list 0-2, work[c] 2-8, join 8-13, end 13-14');
    // b had time until the join began; what was cancelled held up nothing.
    expect(slackOf(run)).toEqual({
      list: 0,
      'work[a]': 6,
      'work[b]': 2,
      'work[c]': 0,
      'work[d]': 6,
      join: 0,
      end: 0,
    });
  });

  it('did not wait for what was cancelled before it had begun', async () => {
    const run = await explained({ items: { a: 9, b: 4, c: 6, d: 30, e: 3 }, min: 2, concurrency: 2 });
    // d and e are cancelled at 11 as well, before c, which runs, and before the join begins.
    expect(waitsOf(run, 'join')).toBe('input work[a] 0-11');
    expect(pathOf(run)).toBe('list 0-2, work[a] 2-11, join 11-16, end 16-17');
    expect(slackOf(run)).toMatchObject({
      'work[a]': 0,
      'work[b]': 5,
      'work[c]': 6,
      'work[d]': 6,
      'work[e]': 6,
    });
  });

  it('lets what was cancelled before it could begin have waited for a slot until then', async () => {
    const run = await explained({ items: { a: 9, b: 4, c: 6, d: 30 }, min: 2, concurrency: 2 });
    expect(waitsOf(run, 'work[c]')).toBe('slot 2-6');
    expect(waitsOf(run, 'work[d]')).toBe('slot 2-11');
    expect(run.tasks.find(({ task }) => task === 'work[d]')).toMatchObject({
      status: 'cancelled',
      readyAtMs: 2,
      startedAtMs: undefined,
      endedAtMs: 11,
    });
  });

  it('of a share waited for the end of the list, when that told that it was enough', async () => {
    const run = await explained({ items: { a: 1, b: 2, c: 90, d: 90 }, min: 0.5, closesAfterMs: 20 });
    expect(waitsOf(run, 'join')).toBe('input list 0-22');
    expect(pathOf(run)).toBe('list 0-22, join 22-27, end 27-28');
    expect(slackOf(run)).toMatchObject({ list: 0, 'work[a]': 19, 'work[b]': 18, 'work[c]': 6 });
  });

  it('of a count did not wait for the end of the list', async () => {
    const run = await explained({ items: { a: 1, b: 2, c: 90 }, min: 2, closesAfterMs: 20 });
    expect(waitsOf(run, 'join')).toBe('input work[b] 0-4');
    // The run did: the list was the last to end.
    expect(pathOf(run)).toBe('list 0-22');
    expect(slackOf(run)).toMatchObject({ list: 0, 'work[b]': 12, join: 12, end: 12 });
  });

  it('leaves the run to what did not listen, which is then what the run took as long as', async () => {
    const run = await explained({ items: { a: 9, b: 4, c: 6, d: 30 }, min: 2, deaf: true });
    expect(waitsOf(run, 'join')).toBe('input work[c] 0-8');
    expect(pathOf(run)).toBe('list 0-2, work[d] 2-32');
    expect(slackOf(run)).toMatchObject({ 'work[b]': 20, 'work[c]': 18, 'work[a]': 21, join: 18 });
  });

  it('in the end took all waited for the last of them', async () => {
    const run = await explained({ items: { a: 9, b: 4 }, min: 2 });
    expect(waitsOf(run, 'join')).toBe('input work[a] 0-11');
    expect(pathOf(run)).toBe('list 0-2, work[a] 2-11, join 11-16, end 16-17');
  });
});
