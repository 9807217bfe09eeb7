import type { DrawThing } from '../objects/thing.js';
import type { Random } from '../random.js';
import { abstractThings, themes, vocabulary, type Stance, type ThingName } from './vocabulary.js';

/** Who stands where in a scene. */
export interface Cast {
  hero: DrawThing;
  /** On a second podium, behind. */
  raised?: DrawThing;
  /** At the back, on the floor. */
  tall?: DrawThing;
  /** On the floor before the podiums. */
  beside?: DrawThing;
  /** On the floor, on the other side. */
  front?: DrawThing;
  /** On the floor at the far end of a wide picture. */
  far?: DrawThing;
}

/** True when some word of the subject calls for a thing or a theme. */
export function isKnownSubject(subject: string): boolean {
  const text = textOf(subject);
  return (
    themes.some(({ words }) => words.test(text)) ||
    Object.values(vocabulary).some(({ words }) => words.test(text))
  );
}

/** Picks the things of a scene: those that the subject names, then those of its trade, then plain solids. */
export function castFor(subject: string, aspect: number, random: Random): Cast {
  const text = textOf(subject);
  const named = namedThings(text);
  const theme =
    themes.find(({ words }) => words.test(text)) ??
    themes.find(({ things }) => named.some((name) => things.includes(name)));
  const company = (theme?.things ?? abstractThings).filter((name) => !named.includes(name));
  const order = [...named, ...random.shuffled(company.slice(0, 6)), ...company.slice(6)];
  const take = (fits: (stance: Stance) => boolean): DrawThing | undefined => {
    const index = order.findIndex((name) => fits(vocabulary[name].stance));
    return index < 0 ? undefined : vocabulary[order.splice(index, 1)[0] ?? 'sphere'].draw;
  };
  // What the subject names first is the hero, unless it can only stand at the back.
  const first = named.find((name) => vocabulary[name].stance !== 'tall');
  const hero =
    take((stance) => (first === undefined ? stance === 'hero' : stance === vocabulary[first].stance)) ??
    vocabulary.stones.draw;
  const tall = take((stance) => stance === 'tall');
  const raised = take(isUpright);
  const beside = take((stance) => stance === 'small');
  const front = aspect > 1.1 ? (take((stance) => stance === 'lying') ?? take(isUpright)) : undefined;
  const far = aspect > 1.4 ? take((stance) => stance === 'small') : undefined;
  return {
    hero,
    ...(tall && { tall }),
    ...(raised && { raised }),
    ...(beside && { beside }),
    ...(front && { front }),
    ...(far && { far }),
  };
}

/** The things that the subject names, in the order in which it names them. */
function namedThings(text: string): ThingName[] {
  return (Object.keys(vocabulary) as ThingName[]) // the record's own keys
    .map((name) => ({ name, at: text.search(vocabulary[name].words) }))
    .filter(({ at }) => at >= 0)
    .toSorted((one, other) => one.at - other.at)
    .map(({ name }) => name);
}

/** A subject may be anything, of any length: what counts is in its first words. */
function textOf(subject: string): string {
  return subject.slice(0, 600).toLowerCase();
}

function isUpright(stance: Stance): boolean {
  return stance === 'hero' || stance === 'small';
}
