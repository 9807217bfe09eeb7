/**
 * The numbers that a text states, each in one form: digits without separators of thousands, words as digits
 * (`nine` gives `9`). "One" is left out: it is an article as often as it is a number.
 */
export function numbersIn(text: string): string[] {
  const digits = [...text.matchAll(/\d+(?:[.,:]\d+)*/g)].map(([found]) => plainNumber(found));
  const words = [...text.toLowerCase().matchAll(/\p{Letter}+(?:-\p{Letter}+)?/gu)]
    .map(([word]) => numberWords.get(word))
    .filter((value) => value !== undefined);
  return [...digits, ...words.map(String)];
}

function plainNumber(written: string): string {
  const plain = written.replace(/,(?=\d{3}(?:\D|$))/g, '');
  return plain.replace(/^0+(?=\d)/, '').replace(/\.0+$/, '');
}

const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const numberWords: ReadonlyMap<string, number> = new Map([
  ...units.map((word, value): [string, number] => [word, value]).filter(([word]) => word !== 'one'),
  ...tens.flatMap((word, place): [string, number][] => [
    [word, (place + 2) * 10],
    ...units.slice(1, 10).map((unit, at): [string, number] => [`${word}-${unit}`, (place + 2) * 10 + at + 1]),
  ]),
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1000],
]);
