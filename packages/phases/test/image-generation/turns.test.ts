import { describe, expect, it } from '@jest/globals';
import { inTurns } from '../../src/image-generation/turns.js';

/** Work that ends when it is told to, and notes when it began. */
function work(name: string, log: string[]) {
  const settle: { resolve?: (result: string) => void; reject?: (error: Error) => void } = {};
  const done = new Promise<string>((resolve, reject) => Object.assign(settle, { resolve, reject }));
  return {
    run: () => {
      log.push(name);
      return done;
    },
    end: () => settle.resolve?.(name),
    fail: () => settle.reject?.(new Error(`${name} failed`)),
  };
}

describe('inTurns', () => {
  it('starts each work when the one before it has ended', async () => {
    const log: string[] = [];
    const take = inTurns();
    const [one, two] = [work('one', log), work('two', log)];
    const results = [take(one.run), take(two.run)];
    await Promise.resolve();
    await Promise.resolve();
    expect(log).toEqual(['one']);
    one.end();
    two.end();
    await expect(Promise.all(results)).resolves.toEqual(['one', 'two']);
    expect(log).toEqual(['one', 'two']);
  });

  it('goes on after work that failed', async () => {
    const log: string[] = [];
    const take = inTurns();
    const [one, two] = [work('one', log), work('two', log)];
    const results = [take(one.run), take(two.run)];
    one.fail();
    two.end();
    await expect(results[0]).rejects.toThrow('one failed');
    await expect(results[1]).resolves.toBe('two');
  });

  it('leaves out work that nobody waits for any more', async () => {
    const log: string[] = [];
    const take = inTurns();
    const abort = new AbortController();
    const [one, two, three] = [work('one', log), work('two', log), work('three', log)];
    const results = [take(one.run), take(two.run, abort.signal), take(three.run)];
    abort.abort(new Error('Too late'));
    one.end();
    three.end();
    await expect(results[1]).rejects.toThrow('Too late');
    await expect(results[2]).resolves.toBe('three');
    expect(log).toEqual(['one', 'three']);
    await results[0];
  });
});
