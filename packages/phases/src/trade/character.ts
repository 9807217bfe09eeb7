import type { Brief } from '../brief/schema.js';
import { characters, type Character } from '../design-strategy/artifact.js';
import { tradeOf } from './trade.js';

/** The temperament of a site by rule: what the tone asks for, weighed with what the kind of business suggests. */
export function characterOf(brief: Pick<Brief, 'industry' | 'tone'>): Character {
  const { character: usual } = tradeOf(brief.industry);
  // The kind of business weighs as much as one and a half words of tone: two words outvote it, one does not.
  const weight = (character: Character) =>
    (character === usual ? 1.5 : 0) + brief.tone.filter((word) => tones[character].test(word)).length;
  return characters.toSorted((one, other) => weight(other) - weight(one))[0] ?? usual;
}

const tones: Record<Character, RegExp> = {
  warm: /warm|friend|welcom|unhurried|plain|homel|cosy|cozy|generous|hand|rustic|honest|neighbour|kind|local/i,
  formal:
    /formal|exact|courteous|serious|precise|discreet|trust|authorit|professional|elegant|refined|classic|sober/i,
  bold: /bold|energetic|direct|loud|strong|fearless|dynamic|athletic|confident|fast|fierce|driven/i,
  calm: /calm|quiet|gentle|soft|slow|patient|still|reassur|caring|natural|simple|grounded|mindful/i,
  playful: /play|fun|cheer|bright|colou?r|curious|quirky|joy|lively|silly|light/i,
  technical:
    /techn|practical|clear|efficient|modern|no-nonsense|straight|matter-of-fact|sharp|clever|reliable/i,
};
