import type { SandboxState } from '../sandbox-state.js';
import { errors } from '../api-error.js';

/** What `GET /v1/models` lists where any model is accepted. */
const USUAL_MODELS = ['gpt-5.4', 'gpt-5.4-mini', 'gpt-image-1', 'gpt-image-2'];

export interface ModelObject {
  readonly id: string;
  readonly object: 'model';
  readonly created: number;
  readonly owned_by: string;
}

/** `GET /v1/models` */
export function listModels({ options }: SandboxState): { object: 'list'; data: ModelObject[] } {
  return { object: 'list', data: (options.models ?? USUAL_MODELS).map(modelObject) };
}

/** `GET /v1/models/:id`. Where any model is accepted, any model exists. */
export function findModel({ options }: SandboxState, id: string): ModelObject {
  if (options.models && !options.models.includes(id)) throw errors.unknownModel(id);
  return modelObject(id);
}

function modelObject(id: string): ModelObject {
  return { id, object: 'model', created: 1_735_689_600, owned_by: 'sandbox' };
}
