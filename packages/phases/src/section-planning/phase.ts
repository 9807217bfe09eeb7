import { definePhase } from '@phasegraph/engine';
import { answer, textModel } from '@phasegraph/openai';
import { answerCaps, askingTimeoutMs } from '../asking/answer-cap.js';
import { versionOf } from '../asking/version.js';
import { ask } from '../asking/ask.js';
import { briefOutline } from '../brief-outline/artifact.js';
import { knownFactsOf } from '../brief/facts.js';
import { wantedPages } from '../brief/slug.js';
import { sectionPlan, sectionPlanSchema } from './artifact.js';
import { sectionPlanningInstructions } from './instructions.js';
import { judgePlan } from './judge.js';
import { planSections } from './offline.js';

/** What a model, or the sandbox, is asked for the plan of sections. */
export const sectionPlanAnswer = answer('section_plan', sectionPlanSchema);

export const sectionPlanningPhase = definePhase({
  name: 'section-planning',
  description: 'The sections that the site needs, page by page, with the facts that each may use',
  version: versionOf(sectionPlanningInstructions, sectionPlanSchema),
  inputs: { brief: briefOutline },
  outputs: { sectionPlan },
  uses: { model: textModel },
  retry: { attempts: 3 },
  timeoutMs: askingTimeoutMs,
  estimateMs: 10_000,
  run: async ({ brief }, { model }) => {
    const question = {
      ...sectionPlanAnswer,
      instructions: sectionPlanningInstructions,
      ...answerCaps(1_700),
      input: { brief, facts: knownFactsOf(brief), pages: wantedPages(brief) },
    };
    return { sectionPlan: await ask(model, question, (answer) => judgePlan(answer, brief)) };
  },
  fallback: ({ brief }) => ({ sectionPlan: planSections(brief) }),
});
