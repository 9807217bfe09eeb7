import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { RunEvent } from '@phasegraph/engine';
import { responders } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import type { Call, Sandbox } from '@phasegraph/sandbox';
import { plainPicture } from '../plain-picture.js';
import { smallBrief } from '../small-brief.js';
import { workplace } from '../workplace.js';
import { outcomeOf } from './outcome.js';
import { startMain } from './started.js';
import type { Started } from './started.js';

// Processes of their own, from their start: on a busy machine that takes a while.
jest.setTimeout(120_000);

const open: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

describe('a command that was ended and is run again', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGKILL', null],
  ] as const)('by %s finishes from where it was, and says how much it reused', async (signal, exitCode) => {
    // So many calls are answered in the first run, and no more.
    let answered = 5;
    const asked: string[] = [];
    const sandbox = await startSandbox({
      responders,
      images: plainPicture,
      latency: (call) => {
        asked.push(nameOf(call));
        return answered-- > 0 ? 0 : 3_600_000;
      },
    });
    open.push(sandbox);
    const { cwd, write } = await workplace();
    await write('brief.yaml', smallBrief);
    const start = (): Started =>
      startMain(['generate', 'brief.yaml', '--json'], cwd, {
        OPENAI_API_KEY: 'sk-not-a-real-key',
        OPENAI_BASE_URL: sandbox.baseUrl,
      });

    const first = start();
    // What a task was made of that has ended: its answers are safe before anybody is told.
    await first.line(() => safeAnswersOf(first) > 0);
    first.kill(signal);
    expect(await first.exited).toBe(exitCode);
    expect(existsSync(join(cwd, 'site'))).toBe(false);
    const before = asked.splice(0);
    const safe = safeAnswersOf(first);

    answered = Infinity;
    const second = start();
    expect(await second.exited).toBe(0);
    const { end } = outcomeOf(second);
    expect(existsSync(join(cwd, 'site/index.html'))).toBe(true);
    // A result of the last milliseconds may be lost; the answers that it was made of are not.
    expect(end.tasks.reused + end.calls.replayed).toBeGreaterThan(0);
    const repeats = asked.filter((name) => before.includes(name)).length;
    expect(repeats).toBeLessThanOrEqual(before.length - safe);
    expect(second.stderr()).toMatch(/Reused|Replayed/);
  });
});

/** How many answers the tasks have had that a process has told the end of, so far. */
function safeAnswersOf({ stdout }: Started): number {
  const events = stdout()
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => {
      // Of an interrupted run the last line is the command's own.
      const event = JSON.parse(line) as Partial<RunEvent>;
      return event.type === undefined ? [] : [event as RunEvent];
    });
  const ended = new Set(events.flatMap((event) => (event.type === 'task-ended' ? [event.task] : [])));
  return events.filter((event) => event.type === 'call-ended' && ended.has(event.task)).length;
}

function nameOf({ endpoint, schemaName, input, prompt }: Call): string {
  return JSON.stringify([endpoint, schemaName, input, prompt]);
}
