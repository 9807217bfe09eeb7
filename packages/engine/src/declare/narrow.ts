import { errors } from '../errors.js';
import { shown } from './fields.js';
import type { ResourceDeclaration } from './resource.js';

/** A resource of whose client a phase uses some methods alone. */
export interface NarrowedResource<
  Name extends string = string,
  Client = unknown,
  K extends string = string,
> extends ResourceDeclaration<Name, Client> {
  readonly methods: readonly K[];
}

/**
 * Uses some methods of a resource's client: to the phase the others are not there, and what only they depend on does not
 * touch its recorded results, where the resource tells that apart. `uses: { model: narrow(model, 'image') }`.
 *
 * @throws PhasegraphError `invalid-declaration` when no method is named
 */
export function narrow<const Name extends string, Client, const K extends keyof Client & string>(
  whole: ResourceDeclaration<Name, Client>,
  ...methods: readonly [K, ...K[]]
): NarrowedResource<Name, Client, K> {
  if (methods.length === 0 || methods.some((method) => typeof method !== 'string'))
    throw errors.invalidDeclaration(
      `narrow() was called with ${methods.length === 0 ? 'no method' : methods.map(shown).join(', ')}`,
      'name the methods of the client that the phase calls',
    );
  return Object.freeze({ kind: 'resource', name: whole.name, methods: Object.freeze([...methods]) });
}

/** The client with these methods alone. */
export function narrowClient(client: unknown, methods: readonly string[]): unknown {
  if (typeof client !== 'object' || client === null) return client;
  const entries = methods.map((method): [string, unknown] => {
    const member: unknown = Reflect.get(client, method);
    return [method, typeof member === 'function' ? member.bind(client) : member];
  });
  return Object.fromEntries(entries);
}
