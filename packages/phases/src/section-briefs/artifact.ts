import { artifactList } from '@phasegraph/engine';
import { briefContentsSchema } from '../brief/schema.js';

export const sectionBriefs = artifactList('sectionBriefs', briefContentsSchema, {
  description:
    'The brief as the writer of each section sees it: with those particulars that the section states',
});
