import { getEventListeners, getMaxListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { AbortWatch } from '../../src/limits/abort-watch.js';

function watcherOf(signal: AbortSignal, then: () => void = () => undefined) {
  const watcher = {
    signal,
    fired: 0,
    onAbort: () => {
      watcher.fired++;
      then();
    },
  };
  return watcher;
}

describe('AbortWatch', () => {
  it('tells all that watch a signal, by one listener', () => {
    const watch = new AbortWatch();
    const controller = new AbortController();
    const watchers = Array.from({ length: 50 }, () => watcherOf(controller.signal));
    for (const one of watchers) watch.add(one);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    controller.abort();
    expect(watchers.every(({ fired }) => fired === 1)).toBe(true);
  });

  it('tells nobody that left, and leaves no listener when all have', () => {
    const watch = new AbortWatch();
    const controller = new AbortController();
    const [one, two] = [watcherOf(controller.signal), watcherOf(controller.signal)];
    watch.add(one);
    watch.add(two);
    watch.remove(one);
    watch.remove(one);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    watch.remove(two);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    controller.abort();
    expect([one.fired, two.fired]).toEqual([0, 0]);
  });

  it('listens again for one that comes after all had left', () => {
    const watch = new AbortWatch();
    const controller = new AbortController();
    const one = watcherOf(controller.signal);
    watch.add(one);
    watch.remove(one);
    watch.add(one);
    controller.abort();
    expect(one.fired).toBe(1);
  });

  it('keeps signals apart', () => {
    const watch = new AbortWatch();
    const [a, b] = [new AbortController(), new AbortController()];
    const [one, two] = [watcherOf(a.signal), watcherOf(b.signal)];
    watch.add(one);
    watch.add(two);
    a.abort();
    expect([one.fired, two.fired]).toEqual([1, 0]);
  });

  it('bears that a watcher takes another one out while they are told', () => {
    const watch = new AbortWatch();
    const controller = new AbortController();
    const last = watcherOf(controller.signal);
    watch.add(watcherOf(controller.signal, () => watch.remove(last)));
    watch.add(last);
    expect(() => controller.abort()).not.toThrow();
  });

  it('has Node not warn of a leak where pools of many runs listen to one signal', () => {
    const { signal } = new AbortController();
    new AbortWatch().add(watcherOf(signal));
    expect(getMaxListeners(signal)).toBe(Infinity);
  });
});
