import { unreachable } from '../errors.js';
import { digest } from './digest.js';
import { assertNoCycle, kindOf } from './kind.js';
import type { Path } from './kind.js';

/**
 * The SHA-256 of a value, as 64 hexadecimal digits. Equal values have equal hashes whatever the order of their
 * keys, of the entries of a `Map` and of the members of a `Set`; `undefined` properties do not count, as in JSON.
 * Values of different types differ: `1` from `"1"`, `{}` from `[]`, `undefined` in an array from `null`.
 *
 * The hash of an object is kept as long as the object lives, so that an artifact that a hundred tasks take is read
 * once. So a value must not be changed after it was handed on; the engine never does.
 *
 * @throws PhasegraphError `unrecordable-value` for functions, symbols, instances of classes (errors excepted) and
 *   objects that contain themselves
 */
export function hashValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return digest(canonical(value, new Set(), undefined));
  let hash = hashes.get(value);
  if (hash === undefined) {
    hash = digest(canonical(value, new Set(), undefined));
    hashes.set(value, hash);
  }
  return hash;
}

const hashes = new WeakMap<object, string>();

/** The digests of bytes, which stand in many values: the image that a list, its item and a join hold. */
const digests = new WeakMap<Uint8Array, string>();

/** One text for each value and no other: each part begins with the letter of its kind and says where it ends. */
function canonical(value: unknown, around: Set<object>, path: Path | undefined): string {
  const found = kindOf(value, path);
  switch (found.kind) {
    case 'null':
      return 'n';
    case 'undefined':
      return 'u';
    case 'boolean':
      return found.value ? 't' : 'f';
    case 'number':
      return `d${Object.is(found.value, -0) ? '-0' : found.value}`;
    case 'bigint':
      return `i${found.value}`;
    case 'string':
      // JSON escapes what would end the text early, and lone surrogates, which UTF-8 could not tell apart.
      return JSON.stringify(found.value);
    case 'date':
      return `D${found.value.getTime()}`;
    case 'bytes':
      return `b${digestOf(found.value)}`;
    case 'kept':
      // As the bytes: where they lie is nothing that anything is made of.
      return `b${found.value.sha256}`;
    case 'error':
      // A join over what failed is handed errors: what it can tell its readers counts, the stack does not.
      return `E${JSON.stringify([found.value.name, found.value.message])}`;
    case 'array':
      return `[${items(found.value, found.value, around, path).join()}]`;
    case 'set':
      return `S[${items([...found.value], found.value, around, path)
        .toSorted()
        .join()}]`;
    case 'map':
      return `M[${items([...found.value], found.value, around, path)
        .toSorted()
        .join()}]`;
    case 'record':
      return `{${members(found.value, around, path).join()}}`;
    default:
      return unreachable(found);
  }
}

function digestOf(bytes: Uint8Array): string {
  let found = digests.get(bytes);
  if (found === undefined) {
    found = digest(bytes);
    digests.set(bytes, found);
  }
  return found;
}

function items(
  values: readonly unknown[],
  holder: object,
  around: Set<object>,
  path: Path | undefined,
): string[] {
  assertNoCycle(holder, around, path);
  around.add(holder);
  // Array.from, since map leaves out the holes of a sparse array, which read as undefined.
  const texts = Array.from(values, (value, index) => canonical(value, around, { parent: path, step: index }));
  around.delete(holder);
  return texts;
}

function members(
  value: Readonly<Record<string, unknown>>,
  around: Set<object>,
  path: Path | undefined,
): string[] {
  assertNoCycle(value, around, path);
  around.add(value);
  const texts: string[] = [];
  for (const key of Object.keys(value).toSorted()) {
    const member = value[key];
    if (member === undefined) continue;
    texts.push(`${JSON.stringify(key)}:${canonical(member, around, { parent: path, step: key })}`);
  }
  around.delete(value);
  return texts;
}
