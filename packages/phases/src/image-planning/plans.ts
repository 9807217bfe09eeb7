import type { Brief } from '../brief/schema.js';
import type { Layout } from '../layout-generation/artifact.js';
import type { StyleSystem } from '../style-system/artifact.js';
import type { ImageChoices, ImagePlan } from './artifact.js';
import { chooseImages } from './offline.js';
import { writePrompt } from './prompt.js';
import { imageTask } from './task.js';
import { cleanAlt } from './alt.js';

/**
 * Completes the choices to one plan for each image slot of the layout. Key, file, size and palette are computed;
 * a slot that the choices leave out is filled by rule, and choices for slots that are not there are dropped.
 */
export function imagePlansOf(
  choices: ImageChoices,
  inputs: { brief: Brief; layout: Layout; styleSystem: Pick<StyleSystem, 'choice' | 'palette'> },
): ImagePlan[] {
  const { brief, layout, styleSystem } = inputs;
  const byRule = choicesBySlot(chooseImages(imageTask(inputs)));
  const chosen = choicesBySlot(choices);
  const taken = new Set<string>();
  return layout.sections.flatMap((section) =>
    section.imageSlots.flatMap(({ slot, role, width, height }): ImagePlan[] => {
      const fallback = byRule.get(slotId(section.key, slot));
      const choice = chosen.get(slotId(section.key, slot)) ?? fallback;
      if (choice === undefined || fallback === undefined) return [];
      const key = freeKey(`${section.key}-${slot}`, taken);
      const { subject, scene } = choice;
      const request = { subject, scene, role, industry: brief.industry, width, height };
      return [
        {
          key,
          sectionKey: section.key,
          slot,
          subject,
          prompt: writePrompt({ ...request, palette: styleSystem.palette }),
          alt: cleanAlt(choice.alt, brief) ?? fallback.alt,
          width,
          height,
          path: `assets/images/${key}.webp`,
        },
      ];
    }),
  );
}

function choicesBySlot(choices: ImageChoices): Map<string, ImageChoices['images'][number]> {
  return new Map(choices.images.map((choice) => [slotId(choice.sectionKey, choice.slot), choice]));
}

function slotId(sectionKey: string, slot: string): string {
  return `${sectionKey}/${slot}`;
}

/** Section `a-b` with slot `c` and section `a` with slot `b-c` would have the same key, and so the same file. */
function freeKey(wanted: string, taken: Set<string>): string {
  // 90 characters are the most that a key may have; a number at the end needs some of them.
  const base = wanted.slice(0, 85).replace(/-+$/, '');
  let key = base;
  for (let copy = 2; taken.has(key); copy += 1) key = `${base}-${copy}`;
  taken.add(key);
  return key;
}
