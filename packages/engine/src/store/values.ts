import { createHash } from 'node:crypto';
import * as nodeFiles from 'node:fs';
import { dirname, join } from 'node:path';
import { digest, isDigest } from './digest.js';

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
   * that is ever in memory. What is there counts as used now.
   */
  has(sha256: string): boolean;
}

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
  | 'utimesSync'
  | 'writeSync'
>;

/**
 * Files in `<folder>/<first 2 digits>/<sha256>`. A file has its name only when all of it is on the disk, whoever is
 * killed when.
 *
 * @param onDamage hears of each file that was set aside
 */
export function valueFiles(
  folder: string,
  onDamage: (sentence: string) => void,
  files: FileCalls = nodeFiles,
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
    const aside = join(folder, 'set-aside', sha256);
    files.mkdirSync(dirname(aside), { recursive: true });
    files.renameSync(path, aside);
    onDamage(`The recorded value ${path} is not what was written; it was moved to ${aside}.`);
  };

  const has = (sha256: string): boolean => {
    if (!isDigest(sha256)) return false;
    const path = pathOf(sha256);
    const found = digestOfFile(files, path);
    if (found === undefined) return false;
    if (found !== sha256) {
      setAside(sha256, path);
      return false;
    }
    const now = new Date();
    files.utimesSync(path, now, now);
    return true;
  };

  return {
    folder,
    read,
    has,
    write(sha256, bytes) {
      // Read, and not just looked for: a damaged file must not stand for the value that is here to replace it.
      if (has(sha256)) return;
      const path = pathOf(sha256);
      const made = files.mkdirSync(dirname(path), { recursive: true });
      files.renameSync(writeBeside(files, path, bytes), path);
      syncFolder(files, dirname(path));
      if (made === undefined) return;
      // So are those of its folders, where they are new.
      syncFolder(files, folder);
      syncFolder(files, dirname(folder));
    },
  };
}

function readIfThere(files: FileCalls, path: string): Uint8Array | undefined {
  try {
    const buffer = files.readFileSync(path);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
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
    if (isCode(error, 'ENOENT')) return undefined;
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

/** Writes a new file next to `path`, down to the disk, and tells its name. */
function writeBeside(files: FileCalls, path: string, bytes: Uint8Array): string {
  for (let number = 0; ; number += 1) {
    const temporary = `${path}.${process.pid}.${number}.tmp`;
    let file: number;
    try {
      // Exclusive: another thread or a dead process of the same id may have the name.
      file = files.openSync(temporary, 'wx');
    } catch (error) {
      if (isCode(error, 'EEXIST')) continue;
      throw error;
    }
    try {
      for (let at = 0; at < bytes.length;) at += files.writeSync(file, bytes, at);
      files.fsyncSync(file);
    } finally {
      files.closeSync(file);
    }
    return temporary;
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

/** By its code alone: an error of Node's own is no instance of another realm's `Error`. */
function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
