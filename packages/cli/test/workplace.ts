import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import type { Call, SandboxOptions } from '@phasegraph/sandbox';
import type { OutputPort } from '../src/ports.js';
import { runCommand } from '../src/run-command.js';
import { plainPicture } from './plain-picture.js';
import { testPorts } from './test-ports.js';
import type { TestPorts } from './test-ports.js';

const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A folder of its own to run commands in; it is gone after the test. */
export interface Workplace {
  readonly cwd: string;
  /** The calls that the embedded sandbox has read, in order. */
  readonly calls: readonly Call[];
  run(...args: string[]): Promise<Ran>;
  write(name: string, contents: string | Uint8Array): Promise<void>;
  /** Everything in it, sorted; without the store. */
  files(): Promise<string[]>;
  /** Everything in it, the store too. */
  everything(): Promise<string[]>;
}

/** What came of a command. */
interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test may have a say in. */
export interface WorkplaceOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly faults?: SandboxOptions['faults'];
  /** Takes the place of what is captured. */
  readonly stdout?: OutputPort;
  /** Is handed the other end of the ports of every command, before it begins. */
  readonly onPorts?: (ports: TestPorts) => void;
}

/** Makes a workplace whose sandbox paints plain pictures, which takes no time. */
export async function workplace({
  env = {},
  faults,
  stdout,
  onPorts,
}: WorkplaceOptions = {}): Promise<Workplace> {
  const cwd = await mkdtemp(join(tmpdir(), 'phasegraph-cli-'));
  folders.push(cwd);
  const calls: Call[] = [];
  const sandbox: SandboxOptions = {
    images: plainPicture,
    faults: (call) => {
      calls.push(call);
      return faults?.(call);
    },
  };
  return {
    cwd,
    calls,
    run: async (...args) => {
      const test = testPorts({ cwd, env, sandbox, ...(stdout !== undefined && { stdout }) });
      onPorts?.(test);
      const exitCode = await runCommand(args, test.ports);
      return { exitCode, stdout: test.stdout(), stderr: test.stderr() };
    },
    write: (name, contents) => writeFile(join(cwd, name), contents),
    files: async () => (await everythingIn(cwd)).filter((entry) => !entry.startsWith('.phasegraph')),
    everything: () => everythingIn(cwd),
  };
}

async function everythingIn(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).toSorted();
}
