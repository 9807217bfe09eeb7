import { homeSlug } from '../brief/slug.js';
import type { ImageChoices } from './artifact.js';
import { likeness, shared } from './likeness.js';
import { capitalised } from '../wording/sentences.js';
import type { ImageTask, PictureSlot } from './task.js';

type Choice = ImageChoices['images'][number];

/**
 * Chooses the pictures by rule: an offering is shown by the subject of the brief that speaks of it, every other
 * place takes the subject that is shown least, on its own page first of all.
 */
export function chooseImages(task: ImageTask): ImageChoices {
  const shown = new Shown();
  const choices = new Map<PictureSlot, Choice>();
  for (const slot of inOrderOfChoice(task)) {
    const subject = subjectFor(slot, task, shown);
    const times = shown.add(subject, slot.page);
    choices.set(slot, {
      sectionKey: slot.sectionKey,
      slot: slot.slot,
      subject: subject ?? cut(`things of a ${task.business.industry}, arranged as a still life`, 120),
      scene: sceneFor(slot, times),
      alt: subject === null ? '' : altOf(subject),
    });
  }
  return { images: task.slots.flatMap((slot) => choices.get(slot) ?? []) };
}

/** Alternative text from the words of a subject: a sentence that begins with a capital and ends without a stop. */
function altOf(subject: string): string {
  const text = subject.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return cut(capitalised(text), 160);
}

/** How often each subject is shown, on a page and on the whole site. */
class Shown {
  readonly #counts = new Map<string, number>();

  add(subject: string | null, page: string): number {
    const before = this.on(subject);
    for (const key of [`${subject}`, `${page}/${subject}`])
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    return before;
  }

  on(subject: string | null, page?: string): number {
    return this.#counts.get(page === undefined ? `${subject}` : `${page}/${subject}`) ?? 0;
  }
}

/**
 * The first picture of the site chooses first; then what must show an offering, those first that some subject speaks
 * of most; then the rest as they stand.
 */
function inOrderOfChoice(task: ImageTask): PictureSlot[] {
  const turn = (slot: PictureSlot): number => {
    if (isOpening(slot)) return -Infinity;
    const offering = offeringOf(slot, task);
    return offering === undefined
      ? 1
      : -Math.max(0, ...task.subjects.map((subject) => likeness(subject, offering, task)));
  };
  return task.slots.toSorted((one, other) => {
    const [left, right] = [turn(one), turn(other)];
    // Two infinities have no difference.
    return left === right ? 0 : left - right;
  });
}

/** The subject of a place in the words of the brief, or null when the brief names nothing that could be shown. */
function subjectFor(slot: PictureSlot, task: ImageTask, shown: Shown): string | null {
  const [first] = task.subjects;
  if (isOpening(slot) && first !== undefined) return first;
  const offering = offeringOf(slot, task);
  const rareness = (subject: string) => -10 * shown.on(subject, slot.page) - 3 * shown.on(subject);
  if (offering?.id.startsWith('product.') === true) {
    // What is sold has looks of its own: no other thing may stand for it, shown before or not.
    const speaking = task.subjects.filter((subject) => likeness(subject, offering, task) > 0);
    return best(speaking, (subject) => likeness(subject, offering, task)) ?? cut(offering.name, 120);
  }
  const chosen = best(task.subjects, (subject) =>
    offering === undefined
      ? Math.min(2, shared(subject, slot.purpose, task)) +
        (isOffered(subject, task) ? 0 : 2) +
        rareness(subject)
      : 3 * likeness(subject, offering, task) + rareness(subject),
  );
  const product = task.offerings.find(({ id }) => id.startsWith('product.'));
  return chosen ?? (product === undefined ? null : cut(product.name, 120));
}

/** Whether a subject is something on offer: that has its picture where it is offered, so a story is told by others. */
function isOffered(subject: string, task: ImageTask): boolean {
  return task.offerings.some(({ name }) => shared(subject, name, task) > 0);
}

function isOpening({ sectionType, page }: PictureSlot): boolean {
  return sectionType === 'hero' && page === homeSlug;
}

function offeringOf(
  { refId }: PictureSlot,
  { offerings }: ImageTask,
): ImageTask['offerings'][number] | undefined {
  return offerings.find(({ id }) => id === refId);
}

/** The one with the highest score; of equals the one that the brief names first. */
function best(subjects: readonly string[], score: (subject: string) => number): string | undefined {
  return subjects
    .map((subject) => ({ subject, score: score(subject) }))
    .toSorted((one, other) => other.score - one.score)[0]?.subject;
}

const views = [
  'Seen at eye level',
  'Seen slightly from above',
  'Seen close, from the side',
  'Seen from a little further away',
];

/** Composition and light; a subject that was shown before is seen in another way. */
function sceneFor({ role, aspect }: PictureSlot, timesShown: number): string {
  const [width = 1, height = 1] = aspect.split(':').map(Number);
  const format =
    width > height * 1.1
      ? 'a wide picture'
      : height > width * 1.1
        ? 'an upright picture'
        : 'a square picture';
  const view = views[timesShown % views.length] ?? 'Seen at eye level';
  return `${view} in ${format}, ${compositions[role]}, in soft light from one side.`;
}

const compositions: Readonly<Record<PictureSlot['role'], string>> = {
  scene: 'with two or three things that belong to it and room around them',
  subject: 'alone and large in the middle, on a plain ground',
  detail: 'near enough to see its surface',
};

/** Cuts at the end of a word. */
function cut(text: string, max: number): string {
  return text.length <= max
    ? text
    : text
        .slice(0, max + 1)
        .replace(/\s+\S*$/, '')
        .slice(0, max);
}
