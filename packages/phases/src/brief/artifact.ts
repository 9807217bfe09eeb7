import { artifact } from '@phasegraph/engine';
import { briefSchema } from './schema.js';

export const brief = artifact('brief', briefSchema, {
  description: 'What the owner of the website says about the business; the only source of claims',
});
