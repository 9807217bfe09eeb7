import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { memoryStore } from '@phasegraph/engine';
import type { Store } from '@phasegraph/engine';
import type { ModelClient } from '../src/index.js';
import { made, run } from './asking.js';
import { answered, faked } from './rig.js';
import { unhandledDuring } from '../../engine/test/unhandled.js';

const say = { instructions: 'Say it.', input: 'x' };

describe('an answer', () => {
  it('is heard by the phase when it is durable, and holds up no other call until then', async () => {
    const store = memoryStore();
    let settle = (): void => undefined;
    const durable = new Promise<void>((resolve) => (settle = resolve));
    const slow: Store = { ...store, saveCall: (call) => store.saveCall(call).then(() => durable) };
    let begin = (): void => undefined;
    const secondIsAsked = new Promise<void>((resolve) => (begin = resolve));
    const { pool, sent } = faked(
      () => {
        if (sent.length === 2) begin();
        return answered('yes');
      },
      { concurrency: 1 },
    );
    const heard: string[] = [];
    const ask = (client: ModelClient): Promise<unknown> =>
      Promise.all(
        ['a', 'b'].map(async (input) => {
          heard.push(`${input}: ${await client.text({ ...say, input })}`);
        }),
      );
    const running = run({ pool, store: slow, ask });
    // The key has one place: the call that was in it is over.
    await secondIsAsked;
    await setImmediate();
    expect(heard).toEqual([]);
    settle();
    expect((await running).status).toBe('succeeded');
    expect(heard.toSorted()).toEqual(['a: yes', 'b: yes']);
  });

  it.each([
    ['at once', 0],
    ['a turn later', 1],
    ['some turns later', 10],
  ])('that cannot be kept ends the run, and not the process: refused %s', async (_when, turns) => {
    const failing: Store = {
      ...memoryStore(),
      saveCall: async () => {
        for (let turn = 0; turn < turns; turn++) await setImmediate();
        throw new Error('the disk is full');
      },
    };
    const { pool, sent } = faked(() => answered('yes'));
    const unhandled = await unhandledDuring(async () => {
      const report = await run({ pool, store: failing, ask: (client) => client.text(say) });
      expect(report.status).toBe('store-failed');
      expect(report.summary.storeErrors).toEqual(['the disk is full']);
      expect(() => report.value(made)).toThrow();
    });
    expect(unhandled).toEqual([]);
    expect(sent).toHaveLength(1);
  });
});
