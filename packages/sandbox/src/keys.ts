import { errors } from './api-error.js';

/** An API key that the sandbox accepts. */
export interface SandboxKey {
  /** What stands behind `Bearer`. It is compared and never shown. */
  readonly secret: string;
  /** What the log, the report and messages call the key; `key-1`, `key-2`... when left out. */
  readonly id?: string;
  /** Keys of one group share one budget; a key without one has a budget of its own. */
  readonly group?: string;
}

/** A key without its secret. */
export interface Key {
  readonly id: string;
  readonly group: string;
}

/**
 * Finds the key of an `Authorization` header. Without a list every non-empty bearer is a key of its own.
 * @throws ApiError 401 when there is none or it is not in the list
 */
export function keyring(keys: readonly SandboxKey[] | undefined): (authorization: string | undefined) => Key {
  const bySecret = new Map<string, Key>();
  const learn = (key: SandboxKey): Key => {
    const id = key.id ?? `key-${bySecret.size + 1}`;
    const known: Key = { id, group: key.group ?? id };
    bySecret.set(key.secret, known);
    return known;
  };
  keys?.forEach(learn);
  return (authorization) => {
    const secret = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (secret === undefined) throw errors.missingKey();
    const key = bySecret.get(secret) ?? (keys ? undefined : learn({ secret }));
    if (!key) throw errors.unknownKey();
    return key;
  };
}
