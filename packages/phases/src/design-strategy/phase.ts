import { definePhase, pick } from '@phasegraph/engine';
import { answer, textModel } from '@phasegraph/openai';
import { answerCaps, askingTimeoutMs } from '../asking/answer-cap.js';
import { versionOf } from '../asking/version.js';
import { ask } from '../asking/ask.js';
import { briefOutline } from '../brief-outline/artifact.js';
import { brief } from '../brief/artifact.js';
import { designStrategy, designStrategySchema } from './artifact.js';
import { designStrategyInstructions } from './instructions.js';
import { judgeStrategy } from './judge.js';
import { directDesign } from './offline.js';

/** What a model, or the sandbox, is asked for the direction of the design. */
export const designStrategyAnswer = answer('design_strategy', designStrategySchema);

export const designStrategyPhase = definePhase({
  name: 'design-strategy',
  description: 'Personality, colour direction, layout direction and the way from arriving to acting',
  version: versionOf(designStrategyInstructions, designStrategySchema),
  inputs: { outline: briefOutline, look: pick(brief, 'tone', 'brand') },
  outputs: { designStrategy },
  uses: { model: textModel },
  retry: { attempts: 3 },
  timeoutMs: askingTimeoutMs,
  estimateMs: 10_000,
  run: async ({ outline, look }, { model }) => {
    const brief = { ...outline, ...look };
    const question = {
      ...designStrategyAnswer,
      instructions: designStrategyInstructions,
      ...answerCaps(400),
      input: { brief },
    };
    return { designStrategy: await ask(model, question, (answer) => judgeStrategy(answer, brief)) };
  },
  fallback: ({ outline, look }) => ({ designStrategy: directDesign({ ...outline, ...look }) }),
});
