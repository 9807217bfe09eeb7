export { answer } from './answer.js';
export type { Answer } from './answer.js';
export { imageModel, model, textModel } from './client.js';
export type {
  ImageAnswer,
  ImageFormat,
  ImageQuality,
  ImageRequest,
  ListItems,
  ModelClient,
  ObjectRequest,
  TextRequest,
} from './client.js';
export { ModelError } from './errors.js';
export type { ModelErrorCode, ModelErrorDetails } from './errors.js';
export type { ModelPrice, Prices } from './model-price.js';
export { defaultModels } from './models.js';
export type { Environment, OpenaiKey, OpenaiPoolOptions } from './options.js';

export { openaiPool } from './pool.js';
export type { OpenaiPool } from './pool.js';
export { poolFromEnv } from './pool-from-env.js';
export { secretForms } from './secret-forms.js';
export { holdsSecret, isSendable, twinOf } from './secret-rules.js';
