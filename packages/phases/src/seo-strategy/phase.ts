import { definePhase, pick } from '@phasegraph/engine';
import { answer, textModel } from '@phasegraph/openai';
import { answerCaps, askingTimeoutMs } from '../asking/answer-cap.js';
import { versionOf } from '../asking/version.js';
import { briefOutline } from '../brief-outline/artifact.js';
import { designContext } from '../design-context/artifact.js';
import { pages } from '../page-planning/artifact.js';
import { seoChoiceSchema, seoStrategy } from './artifact.js';
import { chooseSeo } from './offline.js';
import { seoStrategyOf } from './strategy.js';
import { seoTask } from './task.js';

/** What a model, or the sandbox, is asked how the site is to be found. */
export const seoChoiceAnswer = answer('seo_choice', seoChoiceSchema);

const seoStrategyInstructions: string = [
  'You plan how a small local business is found by search engines. Choose phrases, intents, a schema.org type and what each page should bring out.',
  'Phrases are what people really type, in the language of the site: the trade with the place, what is offered with the place, questions that the pages answer. Use only offerings and places that are given; no competitors, no superlatives.',
  'Each phrase belongs to the one page that answers it; use the slugs as they are given.',
  'The angle of a page is one sentence on what its title and description should bring out; it claims nothing new.',
].join('\n');

export const seoStrategyPhase = definePhase({
  name: 'seo-strategy',
  description: 'Phrases to be found for, the angle of each page and the type of the business',
  version: versionOf(seoStrategyInstructions, seoChoiceSchema),
  inputs: {
    brief: pick(
      briefOutline,
      'name',
      'industry',
      'location',
      'tagline',
      'url',
      'language',
      'products',
      'services',
      'statements',
      'pages',
      'faqs',
    ),
    designContext: pick(designContext, 'audience', 'goals'),
    pages,
  },
  outputs: { seoStrategy },
  uses: { model: textModel },
  retry: { attempts: 3 },
  timeoutMs: askingTimeoutMs,
  estimateMs: 10_000,
  run: async (inputs, { model }) => {
    const choice = await model.object({
      ...seoChoiceAnswer,
      instructions: seoStrategyInstructions,
      ...answerCaps(300 + 60 * inputs.pages.length),
      input: seoTask(inputs),
    });
    return { seoStrategy: seoStrategyOf(choice, inputs.brief, inputs.pages) };
  },
  fallback: (inputs) => ({
    seoStrategy: seoStrategyOf(chooseSeo(seoTask(inputs)), inputs.brief, inputs.pages),
  }),
});
