import type { ImageTask } from './task.js';

type Offering = ImageTask['offerings'][number];

/** How much a subject speaks of an offering: the words that they share, those of its name twice. */
export function likeness(subject: string, { name, description }: Offering, task: ImageTask): number {
  return 2 * shared(subject, name, task) + shared(subject, description ?? '', task);
}

/** How many words two texts share; those of the trade, which everything here has to do with, do not count. */
export function shared(one: string, other: string, { business }: ImageTask): number {
  const trade = wordsOf(business.industry);
  const words = wordsOf(other);
  return [...wordsOf(one)].filter((word) => words.has(word) && !trade.has(word)).length;
}

function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{Letter}{3,}/gu) ?? [];
  return new Set(words.filter((word) => !emptyWords.has(word)).map((word) => word.replace(/(?<=..)s$/, '')));
}

const emptyWords = new Set(
  'and for from into our that the their them then there they this what when where who with you your'.split(
    ' ',
  ),
);
