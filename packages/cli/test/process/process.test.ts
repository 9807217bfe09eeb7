import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { responders } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import type { Sandbox, SandboxOptions } from '@phasegraph/sandbox';
import { plainPicture } from '../plain-picture.js';
import { smallBrief } from '../small-brief.js';
import { workplace } from '../workplace.js';

// A process of its own, from its start: on a busy machine that takes a while.
jest.setTimeout(120_000);

const loader = fileURLToPath(new URL('from-sources.mjs', import.meta.url));
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

const open: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

describe('the phasegraph process', () => {
  it('draws the one image that fails, and takes the others from the model', async () => {
    let refused: string | undefined;
    const { cwd, exited, stdout } = await phasegraph(['--json', '--targets', 'site,images'], {
      faults: ({ prompt }) => {
        refused ??= prompt;
        return prompt !== undefined && prompt === refused
          ? { status: 400, code: 'moderation_blocked' }
          : undefined;
      },
    });
    expect(await exited).toBe(0);
    const end = JSON.parse(stdout().trimEnd().split('\n').at(-1) ?? '') as {
      troubles: { phase: string; status: string; error: { message: string } }[];
      values: { images: { source: string }[] };
    };
    expect(end.troubles).toMatchObject([{ phase: 'image-generation', status: 'degraded' }]);
    expect(end.troubles[0]?.error.message).toContain('content filter');
    const sources = end.values.images.map(({ source }) => source);
    expect(sources.length).toBeGreaterThan(1);
    expect(sources.filter((source) => source === 'drawn')).toHaveLength(1);
    expect(sources.filter((source) => source === 'model')).toHaveLength(sources.length - 1);
    expect(existsSync(join(cwd, 'site/index.html'))).toBe(true);
  });

  it('goes on when nobody reads its output any more', async () => {
    const { cwd, exited, child } = await phasegraph(['--json']);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await exited).toBe(0);
    expect(existsSync(join(cwd, 'site/index.html'))).toBe(true);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends by %s with %d, aborts its calls and writes no site', async (signal, exitCode) => {
    let called: (() => void) | undefined;
    const firstCall = new Promise<void>((resolve) => (called = resolve));
    const { cwd, exited, child, stdout, sandbox } = await phasegraph([], {
      latency: () => {
        called?.();
        return 3_600_000;
      },
    });
    await firstCall;
    child.kill(signal);
    expect(await exited).toBe(exitCode);
    expect(stdout()).toContain('No site was written.');
    expect(new Set(sandbox.requests.map(({ status }) => status))).toEqual(new Set(['aborted']));
    expect(existsSync(join(cwd, 'site'))).toBe(false);
  });
});

interface Started {
  readonly cwd: string;
  readonly sandbox: Sandbox;
  readonly child: ReturnType<typeof spawnMain>;
  readonly stdout: () => string;
  readonly exited: Promise<number | null>;
}

/** Starts `phasegraph generate` on the small brief, against a sandbox in this process. */
async function phasegraph(args: readonly string[], options: SandboxOptions = {}): Promise<Started> {
  const sandbox = await startSandbox({ responders, images: plainPicture, ...options });
  open.push(sandbox);
  const { cwd, write } = await workplace();
  await write('brief.yaml', smallBrief);
  const child = spawnMain(['generate', 'brief.yaml', ...args], cwd, sandbox.baseUrl);
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written += text));
  const exited = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  return { cwd, sandbox, child, stdout: () => written, exited };
}

function spawnMain(args: readonly string[], cwd: string, baseUrl: string) {
  return spawn(process.execPath, ['--import', loader, main, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'],
      HOME: cwd,
      OPENAI_API_KEY: 'sk-not-a-real-key',
      OPENAI_BASE_URL: baseUrl,
    },
  });
}
