import { sourdough } from '../objects/bread.js';
import { cone, cylinder, dome, gate, ring, sphere, stones } from '../objects/solids.js';
import type { DrawThing } from '../objects/thing.js';

/** Where a thing looks well: on a podium as the main thing, standing tall at the back, or small on the floor. */
export type Stance = 'hero' | 'tall' | 'small';

export interface Word {
  draw: DrawThing;
  stance: Stance;
  /** What in a subject calls for this thing. */
  words: RegExp;
}

/** Every thing that can be drawn, by name. */
export const vocabulary = {
  sourdough: { draw: sourdough, stance: 'hero', words: /sourdough|\bloa(f|ves)\b|bread|\brye\b|boule/ },
  sphere: { draw: sphere, stance: 'small', words: /\bspheres?\b|\bballs?\b/ },
  cone: { draw: cone, stance: 'small', words: /\bcones?\b/ },
  cylinder: { draw: cylinder, stance: 'small', words: /\bcylinders?\b/ },
  ring: { draw: ring, stance: 'hero', words: /\brings?\b|\bcircle/ },
  gate: { draw: gate, stance: 'hero', words: /\barch(es|way)?\b|\bgate/ },
  dome: { draw: dome, stance: 'small', words: /\bdomes?\b/ },
  stones: { draw: stones, stance: 'hero', words: /\bstones?\b|pebble|\bzen\b|balance/ },
} satisfies Record<string, Word>;

export type ThingName = keyof typeof vocabulary;

/** What goes together: the words of a trade, and the things that keep its subjects company, the most telling first. */
export const themes: readonly { words: RegExp; things: readonly [ThingName, ...ThingName[]] }[] = [
  {
    words: /bak(er|ed|ing)|bread|loaf|loaves|dough|pastr|patisser|flour|grain|crust|oven/,
    things: ['sourdough'],
  },
];

/** For subjects that no word tells anything about. */
export const abstractThings: readonly [ThingName, ...ThingName[]] = [
  'gate',
  'stones',
  'ring',
  'sphere',
  'cone',
  'cylinder',
  'dome',
];
