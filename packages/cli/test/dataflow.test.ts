import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunEvent } from '@phasegraph/engine';
import { openaiPool } from '@phasegraph/openai';
import { readBrief, responders, website } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import type { Sandbox } from '@phasegraph/sandbox';
import sharp from 'sharp';

type Ended = Extract<RunEvent, { type: 'task-ended' }>;

describe('the website pipeline, every call of which takes 50 ms', () => {
  let sandbox: Sandbox;
  let events: readonly RunEvent[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox({
      responders,
      images: ({ width, height }) =>
        sharp({ create: { width, height, channels: 3, background: '#806040' } })
          .webp()
          .toBuffer(),
      latency: 50,
    });
    const { brief } = await readBrief('examples/briefs/bakery.yaml');
    const pool = openaiPool({
      keys: [{ id: 'sandbox', secret: 'sandbox' }],
      baseURL: sandbox.baseUrl,
      env: {},
    });
    const report = await website.run({ brief }, { resources: { model: pool } });
    expect(report.status).toBe('succeeded');
    events = report.events;
  });
  afterAll(() => sandbox.close());

  it('starts every task the moment its last input has ended', () => {
    const ends = events.filter((event): event is Ended => event.type === 'task-ended');
    const started = ends.filter(({ startedAtMs }) => startedAtMs !== undefined);
    expect(started.length).toBeGreaterThan(30);
    for (const task of started) {
      const readyAtMs = Math.max(...inputTimes(task, ends));
      const capped = website.phases.find(({ name }) => name === task.phase)?.concurrency !== undefined;
      // Of pictures five are made at a time: the others start the moment one of those has ended.
      const slotTimes = capped
        ? ends.filter(({ phase }) => phase === task.phase).map(({ atMs }) => atMs)
        : [];
      expect([readyAtMs, ...slotTimes, ...turnsSince(readyAtMs, task)]).toContain(task.startedAtMs);
    }
  });

  /**
   * The times up to which the items of a list are made that asks nobody: one after the other, and the event loop may turn
   * among them, before the next one is begun or what follows from the first one.
   */
  function turnsSince(readyAtMs: number, task: Ended): number[] {
    const lists = Object.values(website.phases.find(({ name }) => name === task.phase)?.inputs ?? {}).flatMap(
      (input) => (input.kind === 'each' ? [input.list.name] : []),
    );
    const makers = website.phases.filter(
      ({ name, uses, outputs }) =>
        Object.keys(uses).length === 0 &&
        (name === task.phase || Object.values(outputs).some((output) => lists.includes(output.name))),
    );
    const last = Math.max(
      ...events
        .filter((event) => event.type === 'task-ended' && makers.some(({ name }) => name === event.phase))
        .map(({ atMs }) => atMs),
    );
    const times = [...new Set(events.map(({ atMs }) => atMs))].filter((atMs) => atMs > readyAtMs);
    return times.filter((atMs, at) => atMs <= last || (times[at - 1] ?? readyAtMs) <= last);
  }

  /** When each input of a task was there, by the declaration of its phase and the events alone. */
  function inputTimes(task: Ended, ends: readonly Ended[]): number[] {
    const phase = website.phases.find(({ name }) => name === task.phase);
    return Object.values(phase?.inputs ?? {}).flatMap((taken) => {
      const input = taken.kind === 'pick' ? taken.from : taken;
      const artifact =
        input.kind === 'each' || input.kind === 'collect'
          ? input.list
          : input.kind === 'optional'
            ? input.artifact
            : input;
      const producer = website.phases.find(({ outputs }) =>
        Object.values(outputs).some(({ name }) => name === artifact.name),
      );
      // The brief is given: it is there when the first task is.
      if (producer === undefined) return [events.find(({ type }) => type === 'task-created')?.atMs ?? 0];
      const ended = ends.filter(({ phase: name }) => name === producer.name);
      if (input.kind !== 'each') return ended.map(({ atMs }) => atMs);
      const emitted = events.filter(
        (event) => event.type === 'item-emitted' && event.list === artifact.name && event.key === task.key,
      );
      return (emitted.length > 0 ? emitted : ended.filter(({ key }) => key === task.key)).map(
        ({ atMs }) => atMs,
      );
    });
  }
});
