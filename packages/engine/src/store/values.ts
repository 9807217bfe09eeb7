import { createHash } from 'node:crypto';
import * as nodeFiles from 'node:fs';
import { dirname, join } from 'node:path';
import { digest, isDigest } from './digest.js';
import { codeOf } from './error-code.js';
import type { ReadOptions } from './port.js';

/** Large values as files, each under its SHA-256. */
export interface ValueFiles {
  /** Where they lie. */
  readonly folder: string;
  /** Durable when it returns. */
  write(sha256: string, bytes: Uint8Array): void;
  /** The bytes; `undefined` when there are none or they are not what was written: those are set aside. */
  read(sha256: string): Uint8Array | undefined;
  /**
   * Whether the bytes are there as they were written; damaged ones are set aside. Reads a piece at a time: no more than
   * that is ever in memory; and not again, as long as nobody writes to the file. What is there counts as used now.
   */
  has(sha256: string): boolean;
}

/** Where damaged values lie, in the folder. */
export const setAsideFolder = 'set-aside';

/** The calls of the file system that values are written and read by. */
export type FileCalls = Pick<
  typeof nodeFiles,
  | 'closeSync'
  | 'fsyncSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readFileSync'
  | 'readSync'
  | 'renameSync'
  | 'rmSync'
  | 'statSync'
  | 'utimesSync'
  | 'writeSync'
>;

/**
 * Files in `<folder>/<first 2 digits>/<sha256>`. A file has its name only when all of it is on the disk, whoever is
 * killed when.
 *
 * @param onDamage hears of each file that is not what was written
 */
export function valueFiles(
  folder: string,
  onDamage: (sentence: string) => void,
  { files = nodeFiles, leavesDamaged = false }: { readonly files?: FileCalls | undefined } & ReadOptions = {},
): ValueFiles {
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256);

  const read = (sha256: string): Uint8Array | undefined => {
    if (!isDigest(sha256)) return undefined;
    const path = pathOf(sha256);
    const bytes = readIfThere(files, path);
    if (bytes === undefined || digest(bytes) === sha256) return bytes;
    setAside(sha256, path);
    return undefined;
  };

  const setAside = (sha256: string, path: string): void => {
    if (leavesDamaged)
      return onDamage(`The recorded value ${path} is not what was written; it was left out.`);
    const aside = join(folder, setAsideFolder, sha256);
    files.mkdirSync(dirname(aside), { recursive: true });
    try {
      files.renameSync(path, aside);
    } catch (error) {
      // Another process has found it damaged, too.
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    onDamage(`The recorded value ${path} is not what was written; it was moved to ${aside}.`);
  };

  /** What each file was like when all of it was read. */
  const verified = new Map<string, Looks>();

  const has = (sha256: string): boolean => {
    if (!isDigest(sha256)) return false;
    const path = pathOf(sha256);
    const looks = looksOf(files, path);
    if (looks === undefined) return false;
    if (!areSame(looks, verified.get(sha256))) {
      const found = digestOfFile(files, path);
      if (found === undefined) return false;
      if (found !== sha256) {
        setAside(sha256, path);
        return false;
      }
    }
    touch(files, path);
    const now = looksOf(files, path);
    if (now !== undefined) verified.set(sha256, now);
    return now !== undefined;
  };

  /** What this handle has seen to that its name is on the disk: files, and the folders that they are in. */
  const lasting = new Set<string>();
  const makeLast = (sha256: string): void => {
    if (lasting.has(sha256)) return;
    const shelf = dirname(pathOf(sha256));
    syncFolder(files, shelf);
    // Whoever made them: another process may not have come to it yet.
    if (!lasting.has(shelf)) syncFolder(files, folder);
    if (!lasting.has(folder)) syncFolder(files, dirname(folder));
    for (const name of [sha256, shelf, folder]) lasting.add(name);
  };

  return {
    folder,
    read,
    has,
    write(sha256, bytes) {
      const path = pathOf(sha256);
      // Read, and not just looked for: a damaged file must not stand for the value that is here to replace it.
      if (!has(sha256)) {
        lasting.delete(sha256);
        files.mkdirSync(dirname(path), { recursive: true });
        writeBeside(files, path, bytes, (temporary) => files.renameSync(temporary, path));
      }
      makeLast(sha256);
    },
  };
}

/** What tells a file that was written to since from one that was not. */
interface Looks {
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
}

function looksOf(files: FileCalls, path: string): Looks | undefined {
  return files.statSync(path, { throwIfNoEntry: false });
}

function areSame(one: Looks, other: Looks | undefined): boolean {
  return one.ino === other?.ino && one.size === other.size && one.mtimeMs === other.mtimeMs;
}

/** So that whoever sweeps files sees that it is in use; nobody sweeps where nothing may be written. */
function touch(files: FileCalls, path: string): void {
  const now = new Date();
  try {
    files.utimesSync(path, now, now);
  } catch (error) {
    if (!['ENOENT', 'EROFS', 'EACCES', 'EPERM'].includes(codeOf(error))) throw error;
  }
}

function readIfThere(files: FileCalls, path: string): Uint8Array | undefined {
  try {
    const buffer = files.readFileSync(path);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** How much of a file is in memory while it is looked at, in bytes. */
const pieceBytes = 256 * 1024;

/** The SHA-256 of a file's contents; `undefined`, when there is none. */
function digestOfFile(files: FileCalls, path: string): string | undefined {
  let file: number;
  try {
    file = files.openSync(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(pieceBytes);
    for (let length = files.readSync(file, piece); length > 0; length = files.readSync(file, piece))
      hash.update(piece.subarray(0, length));
    return hash.digest('hex');
  } finally {
    files.closeSync(file);
  }
}

/** Writes a new file next to `path`, down to the disk, and hands it on; what goes wrong leaves nothing behind. */
function writeBeside(
  files: FileCalls,
  path: string,
  bytes: Uint8Array,
  handOn: (temporary: string) => void,
): void {
  const { temporary, file } = openBeside(files, path);
  try {
    try {
      for (let at = 0; at < bytes.length;) at += files.writeSync(file, bytes, at);
      files.fsyncSync(file);
    } finally {
      files.closeSync(file);
    }
    handOn(temporary);
  } catch (error) {
    // Half a file takes room that there is none of.
    files.rmSync(temporary, { force: true });
    throw error;
  }
}

function openBeside(files: FileCalls, path: string): { readonly temporary: string; readonly file: number } {
  for (let number = 0; ; number += 1) {
    const temporary = `${path}.${process.pid}.${number}.tmp`;
    try {
      // Exclusive: another thread or a dead process of the same id may have the name.
      return { temporary, file: files.openSync(temporary, 'wx') };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

/** A new name is on the disk only when its folder is; on Windows a folder cannot be opened, nor need it be. */
function syncFolder(files: FileCalls, folder: string): void {
  if (process.platform === 'win32') return;
  const opened = files.openSync(folder, 'r');
  try {
    files.fsyncSync(opened);
  } finally {
    files.closeSync(opened);
  }
}
