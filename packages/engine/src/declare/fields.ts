/** Something whose fields are looked at by name: JavaScript may hand in anything. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether something has fields with names. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether something is an artifact, by what it looks like. */
export function isArtifact(value: unknown): boolean {
  if (!isFields(value) || typeof value['name'] !== 'string') return false;
  return (value['kind'] === 'artifact' || value['kind'] === 'list') && isFields(value['schema']);
}

/** Whether something can stand among the inputs of a phase, by what it looks like. */
export function isInput(value: unknown): boolean {
  if (!isFields(value)) return false;
  switch (value['kind']) {
    case 'each':
    case 'collect':
      return isArtifact(value['list']);
    case 'optional':
      return isArtifact(value['artifact']);
    case 'pick':
      return isPickable(value['from']) && Array.isArray(value['keys']);
    default:
      return isArtifact(value);
  }
}

/** Whether a part can be taken of something, by what it looks like. */
export function isPickable(value: unknown): boolean {
  if (!isFields(value) || !isInput(value)) return false;
  const { kind, artifact } = value;
  const isSingle = isFields(artifact) && artifact['kind'] === 'artifact';
  return kind === 'artifact' || kind === 'list' || kind === 'each' || isSingle;
}

/** Whether something is a whole phase, by what it looks like; quickly, since it is asked of every phase of a pipeline. */
export function isPhase(value: unknown): boolean {
  if (!isFields(value) || value['kind'] !== 'phase' || typeof value['name'] !== 'string') return false;
  if (typeof value['run'] !== 'function' || !isFields(value['retry']) || !isFields(value['uses']))
    return false;
  const { inputs, outputs } = value;
  if (!isFields(inputs) || !isFields(outputs)) return false;
  for (const name in inputs) if (!isInput(inputs[name])) return false;
  for (const name in outputs) if (!isArtifact(outputs[name])) return false;
  return true;
}

/** A value in a message: what is short as it is, a word for all else. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return 'a list';
      return isInput(value) && !isArtifact(value) ? `${String(Reflect.get(value, 'kind'))}()` : 'an object';
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'undefined':
      return String(value);
  }
}
