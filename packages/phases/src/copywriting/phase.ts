import { definePhase, each, optional, pick } from '@phasegraph/engine';
import { answer, textModel } from '@phasegraph/openai';
import { copyCaps } from './cap.js';
import { versionOf } from '../asking/version.js';
import { askingTimeoutMs } from '../asking/answer-cap.js';
import { ask } from '../asking/ask.js';
import { designContext } from '../design-context/artifact.js';
import { sections } from '../layout-generation/artifact.js';
import { sectionBriefs } from '../section-briefs/artifact.js';
import { statableFacts } from '../section-briefs/statable.js';
import { seoStrategy } from '../seo-strategy/artifact.js';
import { copy, copySchema } from './artifact.js';
import { copywritingInstructions } from './instructions.js';
import { judgeCopy } from './judge.js';
import { writeCopy } from './offline.js';

/** What a model, or the sandbox, is asked for the words of a section. */
export const sectionCopyAnswer = answer('section_copy', copySchema);

export const copywritingPhase = definePhase({
  name: 'copywriting',
  description: 'The words of each section, made of the facts that it may use',
  version: versionOf(copywritingInstructions, copySchema),
  inputs: {
    section: each(sections),
    brief: each(sectionBriefs),
    designContext,
    seoStrategy: pick(optional(seoStrategy), 'keywords', 'pageAngles'),
  },
  outputs: { copy },
  uses: { model: textModel },
  retry: { attempts: 3 },
  timeoutMs: askingTimeoutMs,
  estimateMs: 5_000,
  run: async ({ section, brief, designContext, seoStrategy }, { model }) => {
    const question = {
      ...sectionCopyAnswer,
      instructions: copywritingInstructions,
      ...copyCaps(section),
      input: {
        section,
        mayUse: statableFacts(brief, section),
        designContext,
        seoStrategy: seoStrategy ?? null,
        brief,
      },
    };
    return {
      copy: await ask(model, question, (answer) => judgeCopy(answer, { section, brief, designContext })),
    };
  },
  fallback: (inputs) => ({ copy: writeCopy(inputs) }),
});
