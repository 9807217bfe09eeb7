import { definePhase, pick } from '@phasegraph/engine';
import { answer, textModel } from '@phasegraph/openai';
import { answerCaps, askingTimeoutMs } from '../asking/answer-cap.js';
import { versionOf } from '../asking/version.js';
import { briefOutline } from '../brief-outline/artifact.js';
import { layout } from '../layout-generation/artifact.js';
import { styleSystem } from '../style-system/artifact.js';
import { imageChoicesSchema, imagePlans } from './artifact.js';
import { chooseImages } from './offline.js';
import { imagePlanner, imagePlansOf } from './plans.js';
import { imageTask } from './task.js';

/** What a model, or the sandbox, is asked what the pictures show. */
export const imageChoicesAnswer = answer('image_choices', imageChoicesSchema);

const imagePlanningInstructions: string = [
  'You are the picture editor of a small design studio. Decide what each picture of a website shows.',
  'Give one entry for each slot, with its sectionKey and slot as they are given.',
  'The subject is one concrete thing that can be seen. Take it from "subjects" where one fits, else from the offerings; a slot with a refId shows that offering. Invent no product, place, person or award.',
  'Do not show the same subject twice on a page when there is another; where it must return, change the view.',
  'The scene says setting, composition for the aspect, and light. No people with faces, no words, no letters, no logos, no screens.',
  'role scene: the business at its best, several things; role subject: one thing, large; role detail: something small, seen close.',
  'The alt text says what a person who cannot see the picture should know, in the given language, without "image of", and claims nothing that is not given. It has no figures.',
].join('\n');

export const imagePlanningPhase = definePhase({
  name: 'image-planning',
  description: 'What each picture shows, with its prompt, alternative text, size and file',
  version: versionOf(imagePlanningInstructions, imageChoicesSchema),
  inputs: {
    layout,
    styleSystem: pick(styleSystem, 'choice', 'palette'),
    brief: pick(briefOutline, 'name', 'industry', 'location', 'language', 'imagery', 'products', 'services'),
  },
  outputs: { imagePlans },
  uses: { model: textModel },
  retry: { attempts: 3 },
  timeoutMs: askingTimeoutMs,
  estimateMs: 10_000,
  run: async (inputs, context) => {
    const task = imageTask(inputs);
    if (task.slots.length === 0) return { imagePlans: [] };
    const planner = imagePlanner(inputs);
    const emitted = new Set<string>();
    const choices = await context.model.object({
      ...imageChoicesAnswer,
      instructions: imagePlanningInstructions,
      ...answerCaps(50 + 150 * task.slots.length),
      input: task,
      // A picture takes longer than all of this answer: the first is begun while the last is still chosen.
      items: {
        of: 'images',
        onItem: (choice) => {
          const plan = planner.planOf(choice);
          if (plan === undefined || emitted.has(plan.key)) return;
          emitted.add(plan.key);
          context.emit(imagePlans, plan);
        },
      },
    });
    // The rest are slots without a choice.
    return { imagePlans: planner.plansOf(choices).filter(({ key }) => !emitted.has(key)) };
  },
  fallback: (inputs) => ({ imagePlans: imagePlansOf(chooseImages(imageTask(inputs)), inputs) }),
});
