import { isSchema, type JsonSchema } from './json-schema.js';
import { NoValueError } from './no-value.js';

/**
 * The schema that a `$ref` points to. Only JSON pointers into the document itself are followed (`#`, `#/$defs/node`),
 * the ones that structured outputs allow.
 */
export function resolveRef(root: JsonSchema, ref: string): JsonSchema {
  if (!ref.startsWith('#'))
    throw new NoValueError(ref, 'only references inside the schema (#/...) are followed');
  let target: unknown = root;
  for (const part of pointerParts(ref)) {
    // A pointer may pass through arrays (#/anyOf/0); their indexes are own keys, too.
    target =
      typeof target === 'object' && target !== null && Object.hasOwn(target, part)
        ? (target as Record<string, unknown>)[part] // own key, checked in the line above
        : undefined;
  }
  if (!isSchema(target)) throw new NoValueError(ref, 'the reference points to nothing');
  return target;
}

function pointerParts(ref: string): string[] {
  const pointer = decodeURIComponent(ref.slice(1));
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
