import { unreachable } from '../errors.js';
import { digest } from './digest.js';
import { assertNoCycle, kindOf, unrecordable } from './kind.js';
import type { Path } from './kind.js';
import type { StoredBytes } from '../stored-bytes.js';

/** A value as text, and the bytes that stand in it as references. */
export interface Encoded {
  /** JSON. What JSON cannot say stands in it as an object with one key that begins with `$`. */
  readonly json: string;
  /** The bytes in the value, under their SHA-256. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
  /** What stands for bytes in the value, under their SHA-256: whoever records the text sees to it that they are kept. */
  readonly kept: ReadonlyMap<string, StoredBytes>;
}

/** Where what a text refers to is. Each gives `undefined` for what cannot be had. */
export interface References {
  /** The bytes under a SHA-256. */
  bytes(sha256: string): Uint8Array | undefined;
  /** What stands for them. */
  kept(sha256: string, size: number): StoredBytes | undefined;
}

/**
 * Writes a value so that {@link decode} gives an equal one: JSON, and in it anywhere `Uint8Array`, `StoredBytes`,
 * `Date`, `Map`, `Set`, bigint, `undefined` and the numbers that JSON lacks. Properties that are `undefined` are left out, as
 * JSON does.
 *
 * @throws PhasegraphError `unrecordable-value` for anything else, with the path to it
 */
export function encode(value: unknown): Encoded {
  const bytes = new Map<string, Uint8Array>();
  const kept = new Map<string, StoredBytes>();
  return { json: JSON.stringify(tagged(value, { bytes, kept, around: new Set() }, undefined)), bytes, kept };
}

/**
 * Reads what {@link encode} wrote.
 *
 * @returns the value, or `undefined` when the text is not one that `encode` writes or bytes are missing
 */
export function decode(json: string, from: References): { readonly value: unknown } | undefined {
  try {
    return { value: untagged(JSON.parse(json), apart(from)) };
  } catch (error) {
    // Text that is no JSON, a number that is no bigint, bytes that are gone: all mean that the record is damaged.
    if (error instanceof SyntaxError || error instanceof Damaged) return undefined;
    throw error;
  }
}

/** Bytes that stand twice are recorded once, and are two all the same: one set holds both, and a write to one is not one to the other. */
function apart(from: References): References {
  const handedOut = new Set<string>();
  return {
    bytes(sha256) {
      const bytes = from.bytes(sha256);
      if (bytes === undefined || !handedOut.has(sha256)) {
        handedOut.add(sha256);
        return bytes;
      }
      return bytes.slice();
    },
    kept: (sha256, size) => from.kept(sha256, size),
  };
}

class Damaged extends Error {}

interface Writing {
  readonly bytes: Map<string, Uint8Array>;
  readonly kept: Map<string, StoredBytes>;
  /** The objects that the present one is inside of. */
  readonly around: Set<object>;
}

function tagged(value: unknown, writing: Writing, path: Path | undefined): unknown {
  const found = kindOf(value, path);
  switch (found.kind) {
    case 'null':
    case 'boolean':
    case 'string':
      return value;
    case 'undefined':
      return { $undefined: true };
    case 'number':
      return Number.isFinite(found.value) && !Object.is(found.value, -0)
        ? found.value
        : { $number: Object.is(found.value, -0) ? '-0' : String(found.value) };
    case 'bigint':
      return { $bigint: String(found.value) };
    case 'date':
      return { $date: Number.isNaN(found.value.getTime()) ? null : found.value.getTime() };
    case 'bytes': {
      const sha256 = digest(found.value);
      writing.bytes.set(sha256, found.value);
      return { $bytes: sha256 };
    }
    case 'kept': {
      const { sha256, size } = found.value;
      writing.kept.set(sha256, found.value);
      return { $kept: [sha256, size] };
    }
    case 'error':
      throw unrecordable(path, `an ${found.value.name}`);
    case 'array':
      return within(found.value, writing, path, () => list(found.value, writing, path));
    case 'set':
      return within(found.value, writing, path, () => ({ $set: list([...found.value], writing, path) }));
    case 'map':
      return within(found.value, writing, path, () => ({
        $map: [...found.value].map((entry, index) => list(entry, writing, { parent: path, step: index })),
      }));
    case 'record':
      return within(found.value, writing, path, () => record(found.value, writing, path));
    default:
      return unreachable(found);
  }
}

function within<T>(value: object, writing: Writing, path: Path | undefined, write: () => T): T {
  assertNoCycle(value, writing.around, path);
  writing.around.add(value);
  const written = write();
  writing.around.delete(value);
  return written;
}

function list(items: readonly unknown[], writing: Writing, path: Path | undefined): unknown[] {
  // Array.from, since map would leave the holes of a sparse array as they are, and JSON makes them null.
  return Array.from(items, (item, index) => tagged(item, writing, { parent: path, step: index }));
}

function record(
  value: Readonly<Record<string, unknown>>,
  writing: Writing,
  path: Path | undefined,
): Record<string, unknown> {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  // fromEntries, since assigning to a key named "__proto__" would set the prototype.
  const written = Object.fromEntries(
    entries.map(([key, member]) => [key, tagged(member, writing, { parent: path, step: key })]),
  );
  return tagOf(written) === undefined ? written : { $plain: written };
}

/** The key of an object that could be taken for a tag. */
function tagOf(value: object): string | undefined {
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0]?.startsWith('$') === true ? keys[0] : undefined;
}

function untagged(node: unknown, from: References): unknown {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map((item) => untagged(item, from));
  const tag = tagOf(node);
  if (tag === undefined) return members(node, from);
  const [content] = Object.values(node) as [unknown];
  switch (tag) {
    case '$undefined':
      return undefined;
    case '$number':
      return Number(content);
    case '$bigint':
      return BigInt(String(content));
    case '$date':
      return new Date(content === null ? Number.NaN : Number(content));
    case '$bytes': {
      const bytes = from.bytes(String(content));
      if (bytes === undefined) throw new Damaged();
      return bytes;
    }
    case '$kept': {
      const [sha256, size] = arrayOf(content);
      const kept = from.kept(String(sha256), Number(size));
      if (kept === undefined) throw new Damaged();
      return kept;
    }
    case '$set':
      return new Set(arrayOf(content).map((item) => untagged(item, from)));
    case '$map':
      return new Map(
        arrayOf(content).map((entry) => {
          const [key, member] = arrayOf(entry);
          return [untagged(key, from), untagged(member, from)];
        }),
      );
    case '$plain':
      return members(content, from);
    default:
      throw new Damaged();
  }
}

function members(node: unknown, from: References): unknown {
  if (typeof node !== 'object' || node === null) throw new Damaged();
  return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, untagged(member, from)]));
}

function arrayOf(content: unknown): unknown[] {
  if (!Array.isArray(content)) throw new Damaged();
  return content;
}
