import { describe, expect, it } from '@jest/globals';
import { randomFrom } from '../../src/drawing/random.js';
import { castFor, isKnownSubject } from '../../src/drawing/scene/cast.js';
import { renderScene } from '../../src/drawing/scene/scene.js';
import { vocabulary } from '../../src/drawing/scene/vocabulary.js';
import { light } from './palettes.js';

const heroOf = (subject: string, aspect = 1.5): string | undefined => {
  const { hero } = castFor(subject, aspect, randomFrom('a'));
  return Object.entries(vocabulary).find(([, { draw }]) => draw === hero)?.[0];
};

describe('castFor', () => {
  it.each([
    ['A cardamom bun on a plate', 'spiralBun'],
    ['Sourdough loaf, freshly baked', 'sourdough'],
    ['brass scales beside statute books', 'scales'],
    ['a coiled climbing rope', 'ropeCoil'],
    ['Bouquet for a wedding', 'flowers'],
  ])('makes the hero of "%s" the %s', (subject, name) => {
    expect(heroOf(subject)).toBe(name);
  });

  it('stands what is tall at the back, and gives the podium to a thing of its trade', () => {
    const { hero, tall } = castFor('ears of wheat', 1.5, randomFrom('a'));
    expect(tall).toBe(vocabulary.wheat.draw);
    expect(hero).not.toBe(vocabulary.wheat.draw);
  });

  it('seats fewer in a tall picture than in a wide one', () => {
    expect(seats(0.8)).toBeLessThan(seats(1.78));
  });

  it('knows no subject in a text without a word of its vocabulary', () => {
    expect(isKnownSubject('zxqv 123')).toBe(false);
    expect(isKnownSubject('Our bakery')).toBe(true);
  });
});

it('gives the event loop its turns while it draws', async () => {
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns++;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  // Not by way of `renderDrawing`: the loop also turns while a picture is encoded in another thread.
  await renderScene('a sourdough loaf', 320, 320, light, 'a');
  isDone = true;
  expect(turns).toBeGreaterThan(10);
});

function seats(aspect: number): number {
  return Object.keys(castFor('bakery', aspect, randomFrom('a'))).length;
}
