import { types } from 'node:util';
import { errors } from '../errors.js';
import type { PhasegraphError } from '../errors.js';
import { StoredBytes } from '../stored-bytes.js';

/** A value with its kind: what the store can record and a fingerprint can tell apart. */
export type Kinded =
  | { readonly kind: 'undefined' }
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'bigint'; readonly value: bigint }
  | { readonly kind: 'bytes'; readonly value: Uint8Array }
  | { readonly kind: 'kept'; readonly value: StoredBytes }
  | { readonly kind: 'date'; readonly value: Date }
  | { readonly kind: 'error'; readonly value: Error }
  | { readonly kind: 'array'; readonly value: readonly unknown[] }
  | { readonly kind: 'map'; readonly value: ReadonlyMap<unknown, unknown> }
  | { readonly kind: 'set'; readonly value: ReadonlySet<unknown> }
  | { readonly kind: 'record'; readonly value: Readonly<Record<string, unknown>> };

/** The way to a value from the one that was handed in; the last step is the value itself. */
export interface Path {
  readonly parent: Path | undefined;
  readonly step: string | number;
}

/**
 * Tells what a value is, by what it is made of and not by its constructor's identity: values may come from another
 * realm, such as a `vm` context.
 *
 * @throws PhasegraphError `unrecordable-value` for functions, symbols and instances of classes
 */
export function kindOf(value: unknown, path: Path | undefined): Kinded {
  switch (typeof value) {
    case 'undefined':
      return { kind: 'undefined' };
    case 'boolean':
      return { kind: 'boolean', value };
    case 'number':
      return { kind: 'number', value };
    case 'string':
      return { kind: 'string', value };
    case 'bigint':
      return { kind: 'bigint', value };
    case 'object':
      return value === null ? { kind: 'null' } : kindOfObject(value, path);
    case 'function':
    case 'symbol':
    default:
      throw unrecordable(path, `a ${typeof value}`);
  }
}

/** @throws PhasegraphError `unrecordable-value` when `value` is one of the objects that it is inside of */
export function assertNoCycle(value: object, around: ReadonlySet<object>, path: Path | undefined): void {
  if (around.has(value)) throw unrecordable(path, 'an object that contains itself');
}

function kindOfObject(value: object, path: Path | undefined): Kinded {
  if (Array.isArray(value)) return { kind: 'array', value };
  if (types.isUint8Array(value)) return { kind: 'bytes', value };
  if (value instanceof StoredBytes) return { kind: 'kept', value };
  if (types.isDate(value)) return { kind: 'date', value };
  if (types.isMap(value)) return { kind: 'map', value };
  if (types.isSet(value)) return { kind: 'set', value };
  if (types.isNativeError(value)) return { kind: 'error', value };
  // A plain object's prototype is none, or one that has none itself: the `Object.prototype` of any realm.
  const prototype: object | null = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw unrecordable(path, `an instance of ${prototype.constructor?.name || 'a class'}`);
  }
  // An object without a class of its own is read by its own enumerable keys, as JSON does.
  return { kind: 'record', value: value as Record<string, unknown> };
}

/** The error for a value that can be neither recorded nor compared. */
export function unrecordable(path: Path | undefined, what: string): PhasegraphError {
  const steps: string[] = [];
  for (let at = path; at !== undefined; at = at.parent) {
    steps.unshift(typeof at.step === 'number' ? `[${at.step}]` : `.${at.step}`);
  }
  return errors.unrecordable(steps.length === 0 ? 'the top' : steps.join('').replace(/^\./, ''), what);
}
