import { artifact } from '@phasegraph/engine';
import { briefOutlineSchema } from '../brief/schema.js';

export const briefOutline = artifact('briefOutline', briefOutlineSchema, {
  description:
    'What the brief has to say; of numbers to call, addresses to write to and prices only that there are some',
});
