import { decode, encode } from './codec.js';
import type { References } from './codec.js';
import type { Connection } from './database.js';
import { digest } from './digest.js';
import type { ReadOptions } from './port.js';
import { StoredBytes, liesIn, readNow } from '../stored-bytes.js';
import type { ValueFiles } from './values.js';

/** The values that rows of a store hold: as text in the row, or beside the file. */
export interface EncodedValues {
  /**
   * Writes a value as text and puts what is large beside the file.
   *
   * @throws PhasegraphError `unrecordable-value` when it is no plain data
   */
  prepare(value: unknown): PreparedValue;
  /** Reads a value back; `undefined`, when not all of it is what was written. */
  read(row: StoredValue, options?: ReadOptions): { readonly value: unknown } | undefined;
}

/** A value as it stands in a row. */
interface StoredValue {
  /** The SHA-256 of the text. */
  readonly sha256: string;
  /** `null`, when it lies beside the file. */
  readonly text: string | null;
}

/** A value that is ready for its row. */
interface PreparedValue extends StoredValue {
  /** About what it holds in memory until it is written. */
  readonly heldBytes: number;
  /** Does the rest, as part of the transaction that writes the row. */
  write(): void;
  /** As `read` of the row, before it is written. */
  read(): { readonly value: unknown } | undefined;
}

/** Larger values lie beside the file: rows stay small, and a large value is read only when it is wanted. */
const largestInline = 64 * 1024;

/**
 * Prepares the statements once.
 *
 * @param untouched the same files, of which damaged ones stay where they are
 */
export function encodedValues(
  { connection, reader }: { readonly connection: Connection; readonly reader: Connection },
  files: ValueFiles,
  untouched: ValueFiles,
): EncodedValues {
  const insert = connection.prepare('INSERT OR REPLACE INTO small_values VALUES (?, ?)');
  const select = reader.prepare('SELECT bytes FROM small_values WHERE sha256 = ?');

  const readBytes = (sha256: string, from: ValueFiles): Uint8Array | undefined => {
    // The table is strict, and the column holds bytes.
    const row = select.get(sha256) as { readonly bytes: Uint8Array } | undefined;
    if (row === undefined) return from.read(sha256);
    // Copied, since what the driver hands out is a Buffer, and a phase gave a Uint8Array.
    return digest(row.bytes) === sha256 ? new Uint8Array(row.bytes) : undefined;
  };
  const referencesTo = (from: ValueFiles): References => ({
    bytes: (sha256) => readBytes(sha256, from),
    kept: (sha256, size) => (from.has(sha256) ? new StoredBytes(sha256, size, from) : undefined),
  });
  const [references, referencesUntouched] = [referencesTo(files), referencesTo(untouched)];
  const read = ({ sha256, text }: StoredValue, from: References): ReturnType<typeof decode> => {
    const beside = text === null ? from.bytes(sha256) : undefined;
    const json = text ?? (beside && new TextDecoder().decode(beside));
    return json === undefined || digest(json) !== sha256 ? undefined : decode(json, from);
  };

  return {
    prepare(value) {
      const { json, bytes, kept } = encode(value);
      const sha256 = digest(json);
      const isLarge = Buffer.byteLength(json) > largestInline;
      // Before the row that points at them: a row never points at a file that is not there.
      if (isLarge) files.write(sha256, new TextEncoder().encode(json));
      // What was kept here lies here; what comes from elsewhere, such as an earlier run's store, is taken over.
      for (const [hash, part] of kept) if (!liesIn(part, files)) files.write(hash, readNow(part));
      const small = new Map<string, Uint8Array>();
      let heldBytes = isLarge ? 0 : json.length;
      for (const [hash, part] of bytes) {
        if (part.length > largestInline) files.write(hash, part);
        else {
          // Copied: until it is written, the phase may write over its own. Not by slice(), which of a Buffer is no copy.
          small.set(hash, new Uint8Array(part));
          heldBytes += part.length;
        }
      }
      const row = { sha256, text: isLarge ? null : json };
      // Copied, since what is read is the reader's own.
      const unwritten = (hash: string): Uint8Array | undefined =>
        small.get(hash)?.slice() ?? references.bytes(hash);
      return {
        ...row,
        heldBytes,
        write() {
          for (const [hash, part] of small) insert.run(hash, part);
        },
        read: () => read(row, { ...references, bytes: unwritten }),
      };
    },
    read: (row, { leavesDamaged = false } = {}) =>
      read(row, leavesDamaged ? referencesUntouched : references),
  };
}
