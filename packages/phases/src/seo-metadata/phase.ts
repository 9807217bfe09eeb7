import { definePhase, each, pick } from '@phasegraph/engine';
import { answer, textModel } from '@phasegraph/openai';
import { answerCaps, askingTimeoutMs } from '../asking/answer-cap.js';
import { versionOf } from '../asking/version.js';
import { copy } from '../copywriting/artifact.js';
import { pages } from '../page-planning/artifact.js';
import { seoStrategy } from '../seo-strategy/artifact.js';
import { pageMetadata, pageMetadataChoiceSchema } from './artifact.js';
import { pageMetadataOf } from './metadata.js';
import { chooseMetadata } from './offline.js';
import { metadataTask } from './task.js';

/** What a model, or the sandbox, is asked for the metadata of a page. */
export const pageMetadataChoiceAnswer = answer('page_metadata_choice', pageMetadataChoiceSchema);

const seoMetadataInstructions: string = [
  'You write the title and the description of one page of a small business’s website, as search results show them, in the language of the site.',
  'The title begins with "titleName", word for word, and has at most 60 characters.',
  'The description has 70 to 155 characters: one or two plain sentences that say what the visitor finds on this page. It says only what "text" and "summary" say: no figure, price, name or claim that is not there, and no superlatives.',
  'Work a phrase in where it reads naturally; never list phrases.',
].join('\n');

export const seoMetadataPhase = definePhase({
  name: 'seo-metadata',
  description: 'Title, description, canonical path and Open Graph of each page',
  version: versionOf(seoMetadataInstructions, pageMetadataChoiceSchema),
  inputs: {
    page: each(pages),
    seoStrategy,
    copy: pick(copy, 'sectionKey', 'heading', 'lead', 'body', 'items'),
  },
  outputs: { pageMetadata },
  uses: { model: textModel },
  retry: { attempts: 3 },
  timeoutMs: askingTimeoutMs,
  estimateMs: 4_000,
  run: async (inputs, { model }) => {
    const choice = await model.object({
      ...pageMetadataChoiceAnswer,
      instructions: seoMetadataInstructions,
      ...answerCaps(150),
      input: metadataTask(inputs),
    });
    return { pageMetadata: pageMetadataOf(choice, inputs) };
  },
  fallback: (inputs) => ({ pageMetadata: pageMetadataOf(chooseMetadata(metadataTask(inputs)), inputs) }),
});
