import { errors } from './api-error.js';
import type { Credit } from './billing.js';
import { sandboxErrors } from './errors.js';

/** An API key that the sandbox accepts. */
export interface SandboxKey {
  /** What stands behind `Bearer`. It is compared and never shown. */
  readonly secret: string;
  /** What the log, the report and messages call the key; `key-1`, `key-2`... when left out. */
  readonly id?: string;
  /** Keys of one group share one budget; a key without one has a budget of its own, named as the key. */
  readonly group?: string;
  /** The models that it has access to; all when left out. */
  readonly models?: readonly string[];
  /** What it may use before it is out of credit; no end when left out. */
  readonly credit?: Credit;
  /** Whether it is revoked from the start. */
  readonly revoked?: boolean;
}

/** A key without its secret. */
export interface Key {
  readonly id: string;
  readonly group: string;
  readonly models: readonly string[] | undefined;
  readonly credit: Credit | undefined;
  revoked: boolean;
}

/** The keys of one sandbox. Without a list every non-empty bearer is a key of its own. */
export class Keyring {
  readonly #bySecret = new Map<string, Key>();
  readonly #open: boolean;

  /** @throws SandboxError `invalid-option` */
  constructor(keys: readonly SandboxKey[] | undefined) {
    this.#open = keys === undefined;
    // Before any error that names a key: ids and groups are shown.
    const secrets = (keys ?? [])
      .map(({ secret }) => secret)
      .filter((secret) => secret.length >= SHORTEST_SECRET);
    for (const { id = '', group = '' } of keys ?? []) {
      const shown = secrets.some((secret) => id.includes(secret) || group.includes(secret));
      if (shown) throw sandboxErrors.secretInId();
    }
    for (const key of keys ?? []) this.#learn(key);
  }

  get all(): readonly Key[] {
    return [...this.#bySecret.values()];
  }

  /**
   * Finds the key of an `Authorization` header.
   * @throws ApiError 401 when there is none, when it is not in the list, or revoked
   */
  find(authorization: string | undefined): Key {
    const secret = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (secret === undefined) throw errors.missingKey();
    const key = this.#bySecret.get(secret) ?? (this.#open ? this.#learn({ secret }) : undefined);
    if (!key) throw errors.unknownKey();
    if (key.revoked) throw errors.revokedKey(key.id);
    return key;
  }

  /** @throws SandboxError `unknown-key` */
  revoke(id: string): void {
    const key = this.all.find((each) => each.id === id);
    if (!key) {
      throw sandboxErrors.unknownKey(
        id,
        this.all.map((each) => each.id),
      );
    }
    key.revoked = true;
  }

  /** @throws SandboxError `unknown-group` */
  checkGroup(group: string): void {
    const groups = this.all.map((key) => key.group);
    if (!groups.includes(group)) throw sandboxErrors.unknownGroup(group, [...new Set(groups)]);
  }

  #learn(given: SandboxKey): Key {
    const id = given.id ?? `key-${this.#bySecret.size + 1}`;
    const twin = this.#bySecret.get(given.secret);
    if (twin) throw sandboxErrors.sameSecret(twin.id, id);
    if (this.all.some((key) => key.id === id)) throw sandboxErrors.sameId(id);
    const key: Key = {
      id,
      group: given.group ?? id,
      models: given.models,
      credit: given.credit,
      revoked: given.revoked ?? false,
    };
    this.#bySecret.set(given.secret, key);
    return key;
  }
}

/** Characters; providers' keys are longer by far, and a short word is a stand-in, not a secret. */
const SHORTEST_SECRET = 16;

/** @throws ApiError 403 */
export function checkAccess({ group, models }: Key, model: string): void {
  if (models && !models.includes(model)) throw errors.noAccess(group, model);
}
