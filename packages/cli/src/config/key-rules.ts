import type { Environment } from '@phasegraph/openai';

/** What a file says of a key; not every field need be what it should be, for faults of fields are told beside these. */
interface WrittenKey {
  readonly id?: unknown;
  readonly env?: unknown;
  readonly secret?: unknown;
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
  } else if (!/^[\x21-\x7e]+$/u.test(secret)) {
    // Node would refuse the header with an error that quotes it.
    const holds = 'holds blanks or letters outside ASCII; check how it was copied';
    tell([field], field === 'env' ? `the variable of this name ${holds}` : holds);
  } else if (secret.length >= shortestSecret && typeof key.id === 'string' && key.id.includes(secret)) {
    tell(['id'], 'holds the secret of the key, and ids are shown; give the key a name');
  }
}

/** Every key has an id and a secret of its own. */
export function checkKeys(keys: readonly WrittenKey[], env: Environment, findings: Findings): void {
  // Entries that are no fields at all are told of elsewhere.
  const written = keys.map((key: WrittenKey | null): WrittenKey => (typeof key === 'object' && key) || {});
  const ids = written.map(({ id }) => id);
  const secrets = written.map((key) => secretOf(key, env));
  written.forEach((key, index) => {
    const namesake = ids.indexOf(ids[index]);
    if (ids[index] !== undefined && namesake < index) {
      const message = `is the id of keys[${namesake}] as well; give every key an id of its own`;
      findings.addIssue({ code: 'custom', path: [index, 'id'], message });
    }
    const twin = secrets.indexOf(secrets[index]);
    if (secrets[index] !== undefined && twin < index) {
      const message = `gives the same secret as keys[${twin}]; leave one of them out`;
      findings.addIssue({ code: 'custom', path: [index, key.env === undefined ? 'secret' : 'env'], message });
    }
  });
}

/** Characters; a short word is a stand-in for servers that take any key. */
const shortestSecret = 16;
