import type { Layout } from '../layout-generation/artifact.js';
import type { StyleSystem } from '../style-system/artifact.js';
import type { ImageChoices, ImagePlan } from './artifact.js';
import { chooseImages } from './offline.js';
import { writePrompt } from './prompt.js';
import { imageTask } from './task.js';
import type { PictureBrief } from './task.js';
import { cleanAlt } from './alt.js';

/**
 * Completes the choices to one plan for each image slot of the layout. Key, file, size and palette are computed;
 * a slot that the choices leave out is filled by rule, and choices for slots that are not there are dropped.
 */
export function imagePlansOf(choices: ImageChoices, inputs: PlanInputs): ImagePlan[] {
  return imagePlanner(inputs).plansOf(choices);
}

/** What plans are made from, besides the choices. */
interface PlanInputs {
  readonly brief: PictureBrief;
  readonly layout: Layout;
  readonly styleSystem: Pick<StyleSystem, 'choice' | 'palette'>;
}

/** Makes the plan of one choice, as soon as it is made, or those of all; a choice comes to the same in both. */
export function imagePlanner(inputs: PlanInputs): {
  planOf(choice: ImageChoice): ImagePlan | undefined;
  plansOf(choices: ImageChoices): ImagePlan[];
} {
  const byRule = choicesBySlot(chooseImages(imageTask(inputs)));
  const places = placesOf(inputs.layout);
  const planAt = (place: Place, choice: ImageChoice | undefined): ImagePlan | undefined => {
    const fallback = byRule.get(place.id);
    return fallback && planFor(place, choice ?? fallback, fallback.alt, inputs);
  };
  return {
    planOf: (choice) => {
      const place = places.find(({ id }) => id === slotId(choice.sectionKey, choice.slot));
      return place && planAt(place, choice);
    },
    plansOf: (choices) => {
      const chosen = choicesBySlot(choices);
      return places.flatMap((place) => planAt(place, chosen.get(place.id)) ?? []);
    },
  };
}

type ImageChoice = ImageChoices['images'][number];

/** An image slot of the layout, and the key of its picture. */
type Place = Layout['sections'][number]['imageSlots'][number] & {
  readonly id: string;
  readonly key: string;
  readonly sectionKey: string;
};

function placesOf(layout: Layout): Place[] {
  const taken = new Set<string>();
  return layout.sections.flatMap(({ key: sectionKey, imageSlots }) =>
    imageSlots.map((slot): Place => {
      const key = freeKey(`${sectionKey}-${slot.slot}`, taken);
      return { ...slot, id: slotId(sectionKey, slot.slot), key, sectionKey };
    }),
  );
}

function planFor(
  { key, sectionKey, slot, role, width, height }: Place,
  { subject, scene, alt }: ImageChoice,
  altByRule: string,
  { brief, styleSystem }: PlanInputs,
): ImagePlan {
  const request = { subject, scene, role, industry: brief.industry, width, height };
  return {
    key,
    sectionKey,
    slot,
    subject,
    prompt: writePrompt({ ...request, palette: styleSystem.palette }),
    alt: cleanAlt(alt, brief) ?? altByRule,
    width,
    height,
    path: `assets/images/${key}.webp`,
  };
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
