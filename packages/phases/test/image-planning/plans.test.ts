import { describe, expect, it } from '@jest/globals';
import { imageChoicesSchema, imagePlanSchema } from '../../src/image-planning/artifact.js';
import { chooseImages } from '../../src/image-planning/offline.js';
import { imagePlansOf } from '../../src/image-planning/plans.js';
import { readPrompt } from '../../src/image-planning/prompt.js';
import { imageTask } from '../../src/image-planning/task.js';
import { exampleBrief, exampleNames, exampleStyle, layoutWith, withSlots } from './inputs.js';

const styleSystem = exampleStyle();
const looks = ['hero/frame', 'offerings/showcase', 'process/numbered', 'gallery/mosaic'];
const bakery = exampleBrief('bakery');
const products = ['product.1', 'product.2', 'product.3'];

function byRule(brief = bakery, layout = layoutWith(looks, products)) {
  const inputs = { brief, layout, styleSystem };
  return imagePlansOf(chooseImages(imageTask(inputs)), inputs);
}

describe('imagePlansOf, with the choices by rule', () => {
  it.each(exampleNames)('plans one picture for each slot of the %s, each in a file of its own', (name) => {
    const layout = layoutWith(looks, ['service.1', 'service.2', 'product.1', 'product.2']);
    const plans = byRule(exampleBrief(name), layout);
    expect(plans.map(({ sectionKey, slot }) => [sectionKey, slot])).toEqual(
      layout.sections.flatMap(({ key, imageSlots }) => imageSlots.map(({ slot }) => [key, slot])),
    );
    expect(new Set(plans.map(({ path }) => path)).size).toBe(plans.length);
    for (const plan of plans) expect(imagePlanSchema.parse(plan)).toEqual(plan);
  });

  it('takes size and palette from slot and style, and puts both in the prompt', () => {
    const [hero] = byRule();
    expect(hero).toMatchObject({ width: 1600, height: 1360, path: 'assets/images/hero-1-main.webp' });
    expect(readPrompt(hero?.prompt ?? '')).toEqual({
      subject: hero?.subject,
      role: 'scene',
      industry: 'bakery',
      palette: styleSystem.palette,
      size: { width: 1600, height: 1360 },
    });
  });

  it('opens the home page with the first subject of the brief', () => {
    expect(byRule()[0]).toMatchObject({
      subject: 'a round loaf of sourdough with a dark crust on a stone plinth',
      alt: 'A round loaf of sourdough with a dark crust on a stone plinth',
    });
  });

  it('shows an offering by the subject that speaks of it', () => {
    const showcase = byRule().filter(({ sectionKey }) => sectionKey === 'offerings-2');
    expect(showcase.map(({ subject }) => subject)).toEqual([
      'a round loaf of sourdough with a dark crust on a stone plinth',
      'a dark seeded rye loaf',
      'cardamom buns',
    ]);
  });

  it('gives a subject to the service that it speaks of most, and other subjects to the others', () => {
    const gym = exampleBrief('climbing-gym');
    const services = ['service.1', 'service.6', 'service.9'];
    const plans = byRule(gym, layoutWith(['offerings/showcase'], services));
    expect(plans[2]?.subject).toBe('climbing shoes and a chalk bag');
    expect(new Set(plans.map(({ subject }) => subject)).size).toBe(3);
  });

  it('tells how it is made by what is not on offer', () => {
    const [picture] = byRule(bakery, layoutWith(['process/numbered']));
    expect(picture?.subject).toBe('ears of wheat');
  });

  it('does not repeat a subject while there is another', () => {
    const plans = byRule(bakery, layoutWith(['hero/frame', 'gallery/mosaic']));
    expect(new Set(plans.map(({ subject }) => subject)).size).toBe(plans.length);
  });

  it('shows a product under its name when no subject speaks of it, and marks a still life of nothing as decoration', () => {
    const bare = { ...bakery, imagery: [] };
    expect(byRule(bare, layoutWith(['hero/frame']))[0]).toMatchObject({
      subject: 'Mill Lane sourdough',
      alt: 'Mill Lane sourdough',
    });
    const services = { ...bare, products: undefined, services: [{ name: 'Advice' }] };
    expect(byRule(services, layoutWith(['hero/frame']))[0]).toMatchObject({ alt: '' });
  });

  it('gives different files to keys that join to the same words', () => {
    const slot = { role: 'scene' as const, aspect: '4:3', width: 800, height: 600, refId: null };
    const layout = withSlots(layoutWith(['hero/banner', 'story/media']), [{ ...slot, slot: 'b-main' }]);
    const [first, second] = layout.sections;
    if (first === undefined || second === undefined) throw new Error('The layout has two sections');
    const clash = {
      ...layout,
      sections: [
        { ...first, key: 'a' },
        { ...second, key: 'a-b' },
      ],
    };
    expect(byRule(bakery, clash).map(({ key, path }) => [key, path])).toEqual([
      ['a-b-main', 'assets/images/a-b-main.webp'],
      ['a-b-main-2', 'assets/images/a-b-main-2.webp'],
    ]);
  });
});

describe('imagePlansOf, with the choices of a model', () => {
  const layout = layoutWith(['hero/frame']);
  const inputs = { brief: bakery, layout, styleSystem };
  const choice = {
    sectionKey: 'hero-1',
    slot: 'main',
    subject: 'a stack of loaves',
    scene: 'On a shelf, in morning light.',
    alt: 'Loaves stacked on a shelf',
  };
  const planned = (changes: Partial<typeof choice>) =>
    imagePlansOf(imageChoicesSchema.parse({ images: [{ ...choice, ...changes }] }), inputs)[0];

  it('takes subject and alternative text from them', () => {
    expect(planned({})).toMatchObject({ subject: choice.subject, alt: choice.alt });
  });

  it('fills a slot that they leave out by rule, and drops a slot that is not there', () => {
    expect(planned({ slot: 'other' })?.subject).toBe(bakery.imagery[0]);
  });

  it.each([
    ['An image of loaves on a shelf', 'Loaves on a shelf'],
    ['photo showing loaves on a shelf', 'Loaves on a shelf'],
  ])('says "%s" as "%s"', (alt, said) => {
    expect(planned({ alt })?.alt).toBe(said);
  });

  it('keeps a figure that the brief has in the alternative text, and none that it has not', () => {
    expect(planned({ alt: 'Croissants of 27 layers' })?.alt).toBe('Croissants of 27 layers');
    expect(planned({ alt: 'Winner of 12 medals' })?.alt).toBe(
      'A round loaf of sourdough with a dark crust on a stone plinth',
    );
  });
});
