import { definePhase, pick } from '@phasegraph/engine';
import { answer, textModel } from '@phasegraph/openai';
import { answerCaps, askingTimeoutMs } from '../asking/answer-cap.js';
import { versionOf } from '../asking/version.js';
import { brief } from '../brief/artifact.js';
import { designContext } from '../design-context/artifact.js';
import { designStrategy } from '../design-strategy/artifact.js';
import { styleChoiceSchema, styleSystem } from './artifact.js';
import { computeStyleSystem } from './compute.js';
import { chooseStyle, withBrand } from './offline.js';

/** What a model, or the sandbox, is asked for the choices of a style. */
export const styleChoiceAnswer = answer('style_choice', styleChoiceSchema);

const styleSystemInstructions = [
  'You are the art director of a small design studio. Choose the visual style of a website for the business in the brief.',
  'You choose; the colours of every role, their contrast, the type sizes and the spaces are then computed from your choices.',
  'Follow the design strategy and its character. Colours of the brand are given: keep them as they are.',
  'A seed colour carries the site: saturated enough to be remembered, not neon. An accent is another hue that stands well beside it.',
  'Choose type, corners, frame and pattern so that they belong together: a crafted business and a formal one must not look alike.',
].join('\n');

export const styleSystemPhase = definePhase({
  name: 'style-system',
  description: 'Colours for light and dark with contrast guaranteed, type, space and shapes',
  version: versionOf(styleSystemInstructions, styleChoiceSchema),
  inputs: {
    brief: pick(brief, 'name', 'industry', 'location', 'audiences', 'brand'),
    designStrategy,
    designContext,
  },
  outputs: { styleSystem },
  uses: { model: textModel },
  retry: { attempts: 3 },
  timeoutMs: askingTimeoutMs,
  estimateMs: 8_000,
  run: async ({ brief, designStrategy, designContext }, { model }) => {
    const choice = await model.object({
      ...styleChoiceAnswer,
      instructions: styleSystemInstructions,
      ...answerCaps(100),
      input: { brief, designStrategy, designContext },
    });
    return { styleSystem: computeStyleSystem(withBrand(choice, brief)) };
  },
  fallback: ({ brief, designStrategy }) => ({
    styleSystem: computeStyleSystem(chooseStyle(brief, designStrategy)),
  }),
});
