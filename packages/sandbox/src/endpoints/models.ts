import { errors } from '../api-error.js';
import { checkAccess, type Key } from '../keys.js';
import type { SandboxState } from '../sandbox-state.js';

/** What `GET /v1/models` lists where any model is accepted. */
const USUAL_MODELS = ['gpt-5.4', 'gpt-5.4-mini', 'gpt-image-1', 'gpt-image-2'];

export interface ModelObject {
  readonly id: string;
  readonly object: 'model';
  readonly created: number;
  readonly owned_by: string;
}

/** `GET /v1/models`: those that the key has access to. */
export function listModels({ options }: SandboxState, key: Key): { object: 'list'; data: ModelObject[] } {
  const all = options.models ?? key.models ?? USUAL_MODELS;
  return { object: 'list', data: all.filter((id) => key.models?.includes(id) ?? true).map(modelObject) };
}

/** `GET /v1/models/:id`. Where any model is accepted, any model exists. */
export function findModel({ options }: SandboxState, key: Key, id: string): ModelObject {
  if (options.models && !options.models.includes(id)) throw errors.unknownModel(id);
  checkAccess(key, id);
  return modelObject(id);
}

function modelObject(id: string): ModelObject {
  return { id, object: 'model', created: 1_735_689_600, owned_by: 'sandbox' };
}
