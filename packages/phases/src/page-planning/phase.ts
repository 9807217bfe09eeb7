import { definePhase, pick } from '@phasegraph/engine';
import { answer, textModel } from '@phasegraph/openai';
import { answerCaps, askingTimeoutMs } from '../asking/answer-cap.js';
import { versionOf } from '../asking/version.js';
import { ask } from '../asking/ask.js';
import { designContext } from '../design-context/artifact.js';
import { sectionPlan } from '../section-planning/artifact.js';
import { pages, pagesAnswerSchema } from './artifact.js';
import { pagePlanningInstructions } from './instructions.js';
import { judgePages } from './judge.js';
import { planPages } from './offline.js';

/** What a model, or the sandbox, is asked for the pages. */
export const pagesAnswer = answer('pages', pagesAnswerSchema);

export const pagePlanningPhase = definePhase({
  name: 'page-planning',
  description: 'The pages with their titles, their place in the navigation and the sections of each',
  version: versionOf(pagePlanningInstructions, pagesAnswerSchema),
  inputs: {
    designContext: pick(designContext, 'audience', 'goals', 'pageObjective', 'primaryAction'),
    sectionPlan,
  },
  outputs: { pages },
  uses: { model: textModel },
  retry: { attempts: 3 },
  timeoutMs: askingTimeoutMs,
  estimateMs: 8_000,
  run: async ({ designContext, sectionPlan }, { model }) => {
    const question = {
      ...pagesAnswer,
      instructions: pagePlanningInstructions,
      ...answerCaps(50 * sectionPlan.pages.length + 15 * sectionPlan.sections.length),
      input: { designContext, sectionPlan },
    };
    return { pages: await ask(model, question, (answer) => judgePages(answer.pages, sectionPlan)) };
  },
  fallback: ({ sectionPlan }) => ({ pages: planPages(sectionPlan) }),
});
