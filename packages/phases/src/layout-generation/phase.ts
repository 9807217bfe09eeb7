import { definePhase } from '@phasegraph/engine';
import { answer, textModel } from '@phasegraph/openai';
import { answerCaps, askingTimeoutMs } from '../asking/answer-cap.js';
import { versionOf } from '../asking/version.js';
import { ask } from '../asking/ask.js';
import { designContext } from '../design-context/artifact.js';
import { sectionPlan } from '../section-planning/artifact.js';
import { layout, layoutChoiceSchema, sections } from './artifact.js';
import { catalogue } from './catalogue.js';
import { layoutGenerationInstructions } from './instructions.js';
import { judgeLayout } from './judge.js';
import { layoutOf } from './layout.js';
import { chooseLayout } from './offline.js';

/** What a model, or the sandbox, is asked for the choices of a layout. */
export const layoutChoiceAnswer = answer('layout_choice', layoutChoiceSchema);

export const layoutGenerationPhase = definePhase({
  name: 'layout-generation',
  description:
    'The look of header, footer and every section, and the places that each has for words and pictures',
  version: versionOf(layoutGenerationInstructions, layoutChoiceSchema),
  inputs: { designContext, sectionPlan },
  outputs: { layout, sections },
  uses: { model: textModel },
  retry: { attempts: 3 },
  timeoutMs: askingTimeoutMs,
  estimateMs: 8_000,
  run: async ({ designContext, sectionPlan }, { model }) => {
    const question = {
      ...layoutChoiceAnswer,
      instructions: layoutGenerationInstructions,
      ...answerCaps(50 + 25 * sectionPlan.sections.length),
      input: { designContext, sectionPlan, variants: variantsOnOffer() },
    };
    const choice = await ask(model, question, (answer) => judgeLayout(answer, designContext, sectionPlan));
    const made = layoutOf(choice, sectionPlan);
    return { layout: made, sections: made.sections };
  },
  fallback: ({ designContext, sectionPlan }) => {
    const made = layoutOf(chooseLayout(designContext, sectionPlan), sectionPlan);
    return { layout: made, sections: made.sections };
  },
});

/** The variants of each type with what they look like and what they have room for. */
function variantsOnOffer(): Record<
  string,
  Record<string, { look: string; pictures: number; items: number | null }>
> {
  return Object.fromEntries(
    Object.entries(catalogue).map(([type, variants]) => [
      type,
      Object.fromEntries(
        Object.entries(variants).map(([name, { look, images, items }]) => [
          name,
          { look, pictures: images.length, items: items?.max ?? null },
        ]),
      ),
    ]),
  );
}
