import { artifact } from '@phasegraph/engine';
import { briefContentsSchema } from '../brief/schema.js';

export const briefOutline = artifact('briefOutline', briefContentsSchema, {
  description:
    'What the brief has to say, with a word in place of numbers to call, addresses to write to and prices',
});
