import { artifactList } from '@phasegraph/engine';
import { narrowedBriefSchema } from '../brief/schema.js';

export const sectionBriefs = artifactList('sectionBriefs', narrowedBriefSchema, {
  description:
    'The brief as the writer of each section sees it: with those particulars that its words may state',
});
