import { definePhase, pick } from '@phasegraph/engine';
import { answer, textModel } from '@phasegraph/openai';
import { answerCaps, askingTimeoutMs } from '../asking/answer-cap.js';
import { versionOf } from '../asking/version.js';
import { ask } from '../asking/ask.js';
import { briefOutline } from '../brief-outline/artifact.js';
import { brief } from '../brief/artifact.js';
import { designContext, designContextSchema } from './artifact.js';
import { designContextInstructions } from './instructions.js';
import { judgeContext } from './judge.js';
import { setContext } from './offline.js';

/** What a model, or the sandbox, is asked for the context of the design. */
export const designContextAnswer = answer('design_context', designContextSchema);

export const designContextPhase = definePhase({
  name: 'design-context',
  description: 'Who the site speaks to and how: audience, tone, voice, goals, the main action',
  version: versionOf(designContextInstructions, designContextSchema),
  inputs: { outline: briefOutline, sound: pick(brief, 'tone') },
  outputs: { designContext },
  uses: { model: textModel },
  retry: { attempts: 3 },
  timeoutMs: askingTimeoutMs,
  estimateMs: 10_000,
  run: async ({ outline, sound }, { model }) => {
    const brief = { ...outline, ...sound };
    const question = {
      ...designContextAnswer,
      instructions: designContextInstructions,
      ...answerCaps(600),
      input: { brief },
    };
    return { designContext: await ask(model, question, (answer) => judgeContext(answer, brief)) };
  },
  fallback: ({ outline, sound }) => ({ designContext: setContext({ ...outline, ...sound }) }),
});
