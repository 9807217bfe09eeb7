import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { codeOf } from './error-code.js';

/** Tells a process from every other, also from one that has its number later or elsewhere. */
export interface ProcessIdentity {
  /** Where its number means something: the machine, and what it shares its numbers with there. */
  readonly machine: string;
  readonly pid: number;
  /** When it began, as the system says it; empty where that cannot be found out. */
  readonly started: string;
  /** Which thread or realm of it: each that loads the engine has one of its own. */
  readonly instance: string;
}

/**
 * What is known of a process: that it is this very instance, that it lives, that it has ended, or nothing, of one on
 * another machine and of another thread of this process.
 */
export type Life = 'here' | 'alive' | 'gone' | 'unknown';

/** What all copies of the engine in one realm share, whatever their versions. */
interface Instance {
  readonly id: string;
  /** The runs of this instance that have begun and not ended. */
  readonly underWay: Set<string>;
}

const shared = Symbol.for('phasegraph.instance');

/** This instance. */
export function thisInstance(): Instance {
  // Only what is written here stands under the symbol.
  const holder = globalThis as { [shared]?: Instance };
  // No chance that a run depends on: it tells instances apart.
  return (holder[shared] ??= { id: randomUUID(), underWay: new Set() });
}

let own: ProcessIdentity | undefined;

/** Who this is. Looked up once: what it says cannot change. */
export function thisProcess(): ProcessIdentity {
  return (own ??= Object.freeze({
    machine: [hostname(), linuxFile('/proc/sys/kernel/random/boot_id'), numberSpace()].join(' '),
    pid: process.pid,
    started: startOf(process.pid),
    instance: thisInstance().id,
  }));
}

/** Whether a process is still there, as far as can be told from here. */
export function lifeOf({ machine, pid, started, instance }: ProcessIdentity): Life {
  const me = thisProcess();
  if (instance === me.instance) return 'here';
  if (machine !== me.machine) return 'unknown';
  if (pid === me.pid) return started === me.started ? 'unknown' : 'gone';
  if (!isThere(pid)) return 'gone';
  const found = startOf(pid);
  // Whoever has its number now began at another time.
  if (found !== '' && started !== '' && found !== started) return 'gone';
  return found === '' || started === '' ? 'unknown' : 'alive';
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Any other error says that it is there, and somebody else's.
    return codeOf(error) !== 'ESRCH';
  }
}

/** When a process began; empty of one that has ended, and where the system does not say. */
function startOf(pid: number): string {
  const stat = linuxFile(`/proc/${pid}/stat`);
  if (stat !== '') {
    // "pid (name) state …": a name may have anything in it. The 22nd field is the start, in ticks since the boot.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const hasEnded = fields[0] === 'Z' || fields[0] === 'X';
    return hasEnded ? 'ended' : (fields[19] ?? '');
  }
  return process.platform === 'darwin' ? startByPs(pid) : '';
}

function startByPs(pid: number): string {
  try {
    return execFileSync('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

/** Containers on one machine may have its name and boot, and yet count their processes each for itself. */
function numberSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function linuxFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
