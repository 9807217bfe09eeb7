import { describe, expect, it } from '@jest/globals';
import { briefSchema, type BriefInput } from '../../src/brief/schema.js';
import { characters, type DesignStrategy } from '../../src/design-strategy/artifact.js';
import { styleChoiceSchema } from '../../src/style-system/artifact.js';
import { chooseStyle, withBrand } from '../../src/style-system/offline.js';

const briefWith = (brand?: BriefInput['brand']) =>
  briefSchema.parse({
    name: 'A Shop',
    industry: 'shop',
    location: 'Town',
    audiences: ['People'],
    tone: ['plain'],
    products: [{ name: 'One' }],
    brand,
  });
const strategyFor = (character: DesignStrategy['character']): DesignStrategy => ({
  character,
  personality: ['plain', 'clear', 'calm'],
  colourDirection: { mood: 'calm', seed: '#336699', temperature: 'cool' },
  layoutDirection: { density: 'compact', imagery: 'supporting', idea: 'one' },
  conversionPath: [],
  avoid: [],
});

describe('chooseStyle', () => {
  it('gives each character a style of its own', () => {
    const styles = characters.map((character) => chooseStyle(briefWith(), strategyFor(character)));
    for (const style of styles) expect(styleChoiceSchema.safeParse(style).success).toBe(true);
    const looks = styles.map(({ typePair, frame, radius, pattern }) =>
      [typePair, frame, radius, pattern].join(),
    );
    expect(new Set(looks).size).toBe(characters.length);
  });

  it('takes colour and density from the strategy where the brief has no brand', () => {
    expect(chooseStyle(briefWith(), strategyFor('calm'))).toMatchObject({
      seed: '#336699',
      density: 'compact',
      accent: null,
    });
  });

  it('keeps to the brand of the brief', () => {
    const brief = briefWith({ primary: '#a6450f', accent: '#4f8580', displayFont: 'space grotesk' });
    const style = chooseStyle(brief, strategyFor('warm'));
    expect(style).toMatchObject({ seed: '#a6450f', accent: '#4f8580', typePair: 'grotesk-figtree' });
  });

  it('stays with the pair of the character for families that do not ship', () => {
    const style = chooseStyle(briefWith({ displayFont: 'Comic Sans MS' }), strategyFor('formal'));
    expect(style.typePair).toBe('newsreader-figtree');
  });
});

describe('withBrand', () => {
  const choice = chooseStyle(briefWith(), strategyFor('bold'));

  it('puts the brand over what a model chose, and nothing else', () => {
    expect(withBrand(choice, briefWith({ primary: '#123456' }))).toEqual({ ...choice, seed: '#123456' });
    expect(withBrand(choice, briefWith())).toEqual(choice);
  });
});
