import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { responders } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import type { Sandbox, SandboxOptions } from '@phasegraph/sandbox';
import { plainPicture } from '../plain-picture.js';
import { smallBrief } from '../small-brief.js';
import { workplace } from '../workplace.js';
import { outcomeOf } from './outcome.js';
import { startMain } from './started.js';
import type { Started } from './started.js';

// A process of its own, from its start: on a busy machine that takes a while.
jest.setTimeout(120_000);

const open: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

describe('the phasegraph process', () => {
  it('draws the one image that fails, and takes the others from the model', async () => {
    let refused: string | undefined;
    const { cwd, run } = await phasegraph(['--json', '--targets', 'site,images'], {
      faults: ({ prompt }) => {
        refused ??= prompt;
        return prompt !== undefined && prompt === refused
          ? { status: 400, code: 'moderation_blocked' }
          : undefined;
      },
    });
    expect(await run.exited).toBe(0);
    const { end } = outcomeOf(run);
    expect(end.troubles).toMatchObject([{ phase: 'image-generation', status: 'degraded' }]);
    expect(end.troubles[0]?.error.message).toContain('content filter');
    // As the phase gives them.
    const sources = (end.values['images'] as { source: string }[]).map(({ source }) => source);
    expect(sources.length).toBeGreaterThan(1);
    expect(sources.filter((source) => source === 'drawn')).toHaveLength(1);
    expect(sources.filter((source) => source === 'model')).toHaveLength(sources.length - 1);
    expect(existsSync(join(cwd, 'site/index.html'))).toBe(true);
  });

  it('goes on when nobody reads its output any more', async () => {
    const { cwd, run } = await phasegraph(['--json']);
    await run.line(() => true);
    run.stopReading();
    expect(await run.exited).toBe(0);
    expect(existsSync(join(cwd, 'site/index.html'))).toBe(true);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends by %s with %d, aborts its calls and writes no site', async (signal, exitCode) => {
    let called: (() => void) | undefined;
    const firstCall = new Promise<void>((resolve) => (called = resolve));
    const { cwd, run, sandbox } = await phasegraph([], {
      latency: () => {
        called?.();
        return 3_600_000;
      },
    });
    await firstCall;
    run.kill(signal);
    expect(await run.exited).toBe(exitCode);
    expect(run.stdout()).toContain('No site was written.');
    expect(new Set(sandbox.requests.map(({ status }) => status))).toEqual(new Set(['aborted']));
    expect(existsSync(join(cwd, 'site'))).toBe(false);
  });
});

/** Starts `phasegraph generate` on the small brief, against a sandbox in this process. */
async function phasegraph(
  args: readonly string[],
  options: SandboxOptions = {},
): Promise<{ cwd: string; sandbox: Sandbox; run: Started }> {
  const sandbox = await startSandbox({ responders, images: plainPicture, ...options });
  open.push(sandbox);
  const { cwd, write } = await workplace();
  await write('brief.yaml', smallBrief);
  const run = startMain(['generate', 'brief.yaml', ...args], cwd, {
    OPENAI_API_KEY: 'sk-not-a-real-key',
    OPENAI_BASE_URL: sandbox.baseUrl,
  });
  return { cwd, sandbox, run };
}
