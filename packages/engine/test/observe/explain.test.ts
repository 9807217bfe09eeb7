import { describe, expect, it } from '@jest/globals';
import type { RunEvent } from '../../src/events.js';
import { explain } from '../../src/observe/explain.js';
import type { TaskExplanation } from '../../src/observe/explain.js';
import { at, called, created, emitted, ended, failed, started, story } from './story.js';

/** The path as text: `a 0-5, b 5-9`; an item that was handed on is marked: `a 0-2 item`. */
function pathOf(events: readonly RunEvent[]): string {
  return explain(events)
    .criticalPath.map(
      ({ task, fromMs, toMs, by }) => `${task} ${fromMs}-${toMs}${by === 'item' ? ' item' : ''}`,
    )
    .join(', ');
}

/** What a task waited for, as text: `input a 0-5, slot 5-7`. */
function waitsOf(events: readonly RunEvent[], task: string): string {
  return explained(events, task)
    .waits.map(
      (wait) => `${wait.for}${wait.for === 'input' ? ` ${wait.task}` : ''} ${wait.fromMs}-${wait.toMs}`,
    )
    .join(', ');
}

function explained(events: readonly RunEvent[], task: string): TaskExplanation {
  const found = explain(events).tasks.find((each) => each.task === task);
  if (found === undefined) throw new Error(`no ${task}`);
  return found;
}

function slackOf(events: readonly RunEvent[]): Record<string, number> {
  return Object.fromEntries(explain(events).tasks.map(({ task, slackMs }) => [task, slackMs]));
}

// a (5) -> c (2) -> d (1)
// b (3) -> c, b -> d
const diamond = story(
  { a: [], b: [], c: ['a', 'b'], d: ['b', 'c'] },
  at(0, created('a'), created('b'), created('c'), created('d'), started('a'), started('b')),
  at(3, ended('b')),
  at(5, ended('a'), started('c')),
  at(7, ended('c'), started('d')),
  at(8, ended('d')),
);

describe('explain', () => {
  it('names the input that came last', () => {
    expect(waitsOf(diamond, 'c')).toBe('input a 0-5');
    expect(waitsOf(diamond, 'd')).toBe('input c 0-7');
    expect(waitsOf(diamond, 'a')).toBe('');
    expect(explained(diamond, 'c')).toMatchObject({ readyAtMs: 5, startedAtMs: 5, endedAtMs: 7 });
  });

  it('walks the critical path back over it', () => {
    expect(pathOf(diamond)).toBe('a 0-5, c 5-7, d 7-8');
  });

  it('sets the makespan beside the time of all tasks', () => {
    expect(explain(diamond)).toMatchObject({ makespanMs: 8, taskTimeMs: 5 + 3 + 2 + 1 });
  });

  it('gives the slack of tasks beside the critical path', () => {
    expect(slackOf(diamond)).toEqual({ a: 0, b: 2, c: 0, d: 0 });
  });

  it('gives a task that nothing takes from the time until the run ends as slack', () => {
    // a (2), b (9)
    const events = story(
      { a: [], b: [] },
      at(0, created('a'), created('b'), started('a'), started('b')),
      at(2, ended('a')),
      at(9, ended('b')),
    );
    expect(slackOf(events)).toEqual({ a: 7, b: 0 });
  });
});

// list (10, emits x at 2 and y at 4) -> each* (x 3, y 1) -> join (1)
const streamed = story(
  { list: [], 'each*': ['each list'], join: ['each'] },
  at(0, created('list'), created('join'), started('list')),
  at(2, emitted('list', 'x'), created('each[x]'), started('each[x]')),
  at(4, emitted('list', 'y'), created('each[y]'), started('each[y]')),
  at(5, ended('each[x]'), ended('each[y]')),
  at(10, ended('list'), started('join')),
  at(11, ended('join')),
);

describe('a mapped task', () => {
  it('waited for its item, not for the end of the task that emitted it', () => {
    // Created when its item came: it waited for nothing that it could be seen waiting for.
    expect(waitsOf(streamed, 'each[x]')).toBe('');
    expect(explained(streamed, 'each[y]')).toMatchObject({ readyAtMs: 4, startedAtMs: 4 });
  });

  it('is on the critical path from its item on', () => {
    // list (20, emits x at 2) -> each* (x 30) -> join (1)
    const events = story(
      { list: [], 'each*': ['each list'], join: ['each'] },
      at(0, created('list'), created('join'), started('list')),
      at(2, emitted('list', 'x'), created('each[x]'), started('each[x]')),
      at(20, ended('list')),
      at(32, ended('each[x]'), started('join')),
      at(33, ended('join')),
    );
    expect(pathOf(events)).toBe('list 0-2 item, each[x] 2-32, join 32-33');
    // What comes after it holds the list to the time of its item, though its end had time.
    expect(slackOf(events)).toEqual({ list: 0, 'each[x]': 0, join: 0 });
  });

  it('of a list that was given all at once waited for the end of its phase', () => {
    // list (4) -> each* (x 1, y 2)
    const events = story(
      { list: [], 'each*': ['each list'] },
      at(0, created('list'), started('list')),
      at(
        4,
        emitted('list', 'x'),
        emitted('list', 'y'),
        ended('list'),
        ...['x', 'y'].flatMap((key) => [created(`each[${key}]`), started(`each[${key}]`)]),
      ),
      at(5, ended('each[x]')),
      at(6, ended('each[y]')),
    );
    expect(pathOf(events)).toBe('list 0-4, each[y] 4-6');
    expect(slackOf(events)).toEqual({ list: 0, 'each[x]': 1, 'each[y]': 0 });
  });

  it('goes key by key after a phase that is mapped over the same items', () => {
    // list (1) -> draft* (x 2, y 9) -> check* (x 5, y 1)
    const events = story(
      { list: [], 'draft*': ['each list'], 'check*': ['same draft'] },
      at(0, created('list'), started('list')),
      at(
        1,
        emitted('list', 'x'),
        emitted('list', 'y'),
        ended('list'),
        ...['x', 'y'].flatMap((key) => [
          created(`draft[${key}]`),
          started(`draft[${key}]`),
          created(`check[${key}]`),
        ]),
      ),
      at(3, ended('draft[x]'), started('check[x]')),
      at(8, ended('check[x]')),
      at(10, ended('draft[y]'), started('check[y]')),
      at(11, ended('check[y]')),
    );
    expect(waitsOf(events, 'check[x]')).toBe('input draft[x] 1-3');
    expect(waitsOf(events, 'check[y]')).toBe('input draft[y] 1-10');
    expect(pathOf(events)).toBe('list 0-1, draft[y] 1-10, check[y] 10-11');
    expect(slackOf(events)).toEqual({
      list: 0,
      'draft[x]': 3,
      'check[x]': 3,
      'draft[y]': 0,
      'check[y]': 0,
    });
  });

  it('waited for the whole of a mapped phase that it takes as a list', () => {
    // list (1) -> copy* (x 2, y 9) ; pages (1) -> page* (p 1), which takes all of copy
    const events = story(
      { list: [], 'copy*': ['each list'], pages: [], 'page*': ['each pages', 'copy'] },
      at(0, created('list'), created('pages'), started('list'), started('pages')),
      at(
        1,
        emitted('list', 'x'),
        emitted('list', 'y'),
        ended('list'),
        ...['x', 'y'].flatMap((key) => [created(`copy[${key}]`), started(`copy[${key}]`)]),
        emitted('pages', 'x'),
        ended('pages'),
        created('page[x]'),
      ),
      at(3, ended('copy[x]')),
      at(10, ended('copy[y]'), started('page[x]')),
      at(11, ended('page[x]')),
    );
    // It has the key of copy[x] by chance alone.
    expect(waitsOf(events, 'page[x]')).toBe('input copy[y] 1-10');
    expect(slackOf(events)).toMatchObject({ 'copy[x]': 7, 'copy[y]': 0, pages: 9 });
  });

  it('of a list in a list waited for the item that its own task emitted', () => {
    // books (1) -> chapters* (b 6, emits b/1 at 3) -> read* (b/1 9)
    const events = story(
      { books: [], 'chapters*': ['each books'], 'read*': ['each chapters'] },
      at(0, created('books'), started('books')),
      at(1, emitted('books', 'b'), ended('books'), created('chapters[b]'), started('chapters[b]')),
      at(3, emitted('chapters[b]', 'b/1'), created('read[b/1]'), started('read[b/1]')),
      at(7, ended('chapters[b]')),
      at(12, ended('read[b/1]')),
    );
    expect(pathOf(events)).toBe('books 0-1, chapters[b] 1-3 item, read[b/1] 3-12');
  });
});

describe('a join', () => {
  it('over a list that is still growing waited until it was closed', () => {
    // Both of its tasks had ended at 5; that there would be no third was known at 10.
    expect(waitsOf(streamed, 'join')).toBe('input list 0-10');
    expect(pathOf(streamed)).toBe('list 0-10, join 10-11');
    expect(slackOf(streamed)).toMatchObject({ 'each[x]': 5, 'each[y]': 5, list: 0 });
  });

  it('over a list without items waited for what told that there are none', () => {
    // list (4, no items) -> each* -> join (1)
    const events = story(
      { list: [], 'each*': ['each list'], join: ['each'] },
      at(0, created('list'), created('join'), started('list')),
      at(4, ended('list'), started('join')),
      at(5, ended('join')),
    );
    expect(pathOf(events)).toBe('list 0-4, join 4-5');
  });
});

describe('waiting for something else than inputs', () => {
  it('is for a slot when the task was ready and did not start', () => {
    // a (3), b (2), one at a time
    const events = story(
      { a: [], b: [] },
      at(0, created('a'), created('b'), started('a')),
      at(3, ended('a'), started('b')),
      at(5, ended('b')),
    );
    expect(waitsOf(events, 'b')).toBe('slot 0-3');
    expect(explain(events).criticalPath).toEqual([
      { task: 'b', phase: 'b', fromMs: 0, toMs: 5, by: 'end', slotMs: 3, retryMs: 0, limitMs: 0 },
    ]);
  });

  it('is for a retry between attempts, and for a slot after that', () => {
    // a fails at 2 and is tried again after 5, when somebody else has the slot until 9
    const events = story(
      { a: [] },
      at(0, created('a'), started('a')),
      at(2, failed('a', 5)),
      at(9, started('a')),
      at(12, ended('a')),
    );
    expect(waitsOf(events, 'a')).toBe('retry 2-7, slot 7-9');
    expect(explain(events).criticalPath).toMatchObject([{ slotMs: 2, retryMs: 5, limitMs: 0 }]);
  });

  it('is for a limit while calls wait for their keys, counted once when several do', () => {
    const events = story(
      { a: [] },
      at(0, created('a'), started('a')),
      at(9, called('a', { queuedMs: 4, durationMs: 3 })),
      at(10, called('a', { queuedMs: 5, durationMs: 2 })),
      at(20, called('a', { queuedMs: 1, durationMs: 1 })),
      at(21, ended('a')),
    );
    expect(waitsOf(events, 'a')).toBe('limit 2-8, limit 18-19');
    expect(explain(events).criticalPath).toMatchObject([{ limitMs: 7 }]);
  });

  it('counts on the critical path only as long as the task had not handed on its item', () => {
    const events = story(
      { list: [], 'each*': ['each list'] },
      at(0, created('list'), started('list')),
      at(5, called('list', { queuedMs: 3, durationMs: 1 })),
      at(6, emitted('list', 'x'), created('each[x]'), started('each[x]')),
      at(12, called('list', { queuedMs: 4, durationMs: 1 })),
      at(13, ended('list')),
      at(20, ended('each[x]')),
    );
    expect(explain(events).criticalPath).toMatchObject([{ task: 'list', limitMs: 3 }, { task: 'each[x]' }]);
  });
});

describe('a run that did not go well', () => {
  it('explains a skipped task by what failed', () => {
    // a fails at 2, b (9) -> c, a -> c
    const events = story(
      { a: [], b: [], c: ['a', 'b'] },
      at(0, created('a'), created('b'), created('c'), started('a'), started('b')),
      at(2, failed('a'), ended('a', 'failed'), ended('c', 'skipped')),
      at(9, ended('b')),
    );
    expect(waitsOf(events, 'c')).toBe('input a 0-2');
    expect(explained(events, 'c')).toMatchObject({
      status: 'skipped',
      readyAtMs: undefined,
      startedAtMs: undefined,
    });
    expect(pathOf(events)).toBe('b 0-9');
  });

  it('explains a run of reused tasks', () => {
    const events = story(
      { a: [], b: ['a'] },
      at(0, created('a'), created('b'), ended('a', 'reused'), ended('b', 'reused')),
    );
    expect(pathOf(events)).toBe('a 0-0, b 0-0');
    expect(explained(events, 'a').startedAtMs).toBeUndefined();
  });

  it('explains what there is of a run whose process died', () => {
    const whole = diamond.filter((event) => event.atMs < 7);
    expect(pathOf(whole)).toBe('a 0-5');
    expect(explain(whole).tasks.map(({ task }) => task)).toEqual(['b', 'a']);
  });

  it('explains nothing of no events', () => {
    expect(explain([])).toEqual({ makespanMs: 0, taskTimeMs: 0, tasks: [], criticalPath: [] });
  });
});
