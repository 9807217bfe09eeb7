import { holdsSecret, isSendable, twinOf } from '@phasegraph/openai';
import type { Environment } from '@phasegraph/openai';

/** What a file says of a key; not every field need be what it should be, for faults of fields are told beside these. */
interface WrittenKey {
  readonly id?: unknown;
  readonly env?: unknown;
  readonly secret?: unknown;
  readonly group?: unknown;
}

/** Where a rule tells what it found. */
interface Findings {
  addIssue(issue: { code: 'custom'; path: PropertyKey[]; message: string }): void;
}

/** The secret of a key: its own, or that of the variable that it names; `undefined` where there is none. */
export function secretOf({ secret, env: variable }: WrittenKey, env: Environment): string | undefined {
  const found =
    typeof secret === 'string' ? secret : typeof variable === 'string' ? env[variable] : undefined;
  return found?.trim() || undefined;
}

/** A key has one source, and what that holds can be sent. Messages quote nothing: a secret may stand anywhere. */
export function checkSource(key: WrittenKey, env: Environment, findings: Findings): void {
  const tell = (path: PropertyKey[], message: string): void =>
    findings.addIssue({ code: 'custom', path, message });
  if (key.env !== undefined && key.secret !== undefined) {
    tell(['secret'], 'stands beside "env"; give one of the two');
    return;
  }
  if (key.env === undefined && key.secret === undefined) {
    tell([], 'has no secret; give "env", the name of the variable that holds it, or "secret"');
    return;
  }
  const field = key.env === undefined ? 'secret' : 'env';
  const secret = secretOf(key, env);
  if (secret === undefined) {
    if (field === 'env') tell(['env'], 'the variable of this name is not set, or empty');
  } else if (!isSendable(secret)) {
    const holds = 'holds blanks or letters outside ASCII; check how it was copied';
    tell([field], field === 'env' ? `the variable of this name ${holds}` : holds);
  }
}

/** Every key has an id and a secret of its own, and no name that is shown holds a secret, its own or another key's. */
export function checkKeys(keys: readonly WrittenKey[], env: Environment, findings: Findings): void {
  // Entries that are no fields at all are told of elsewhere.
  const written = keys.map((key: WrittenKey | null): WrittenKey => (typeof key === 'object' && key) || {});
  const ids = written.map(({ id }) => id);
  const secrets = written.map((key) => secretOf(key, env));
  const known = secrets.filter((secret) => secret !== undefined);
  written.forEach((key, index) => {
    const tell = (field: keyof WrittenKey, message: string): void =>
      findings.addIssue({ code: 'custom', path: [index, field], message });
    const namesake = twinOf(ids, index);
    if (namesake !== undefined) {
      tell('id', `is the id of keys[${namesake}] as well; give every key an id of its own`);
    }
    const twin = twinOf(secrets, index);
    if (twin !== undefined) {
      const field = key.env === undefined ? 'secret' : 'env';
      tell(field, `gives the same secret as keys[${twin}]; leave one of them out`);
    }
    for (const field of ['id', 'group'] as const) {
      const name = key[field];
      if (typeof name === 'string' && holdsSecret(name, known)) {
        tell(field, `holds the secret of a key, and ${field}s are shown; give it a name`);
      }
    }
  });
}
