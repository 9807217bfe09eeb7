import { describe, expect, it } from '@jest/globals';
import { briefSchema, type BriefInput } from '../../src/brief/schema.js';
import { actionsOf } from '../../src/design-strategy/actions.js';
import { judgeStrategy } from '../../src/design-strategy/judge.js';
import { directDesign } from '../../src/design-strategy/offline.js';
import { judgeContext } from '../../src/design-context/judge.js';
import { setContext } from '../../src/design-context/offline.js';
import { characterOf } from '../../src/trade/character.js';
import { exampleBrief } from '../image-planning/inputs.js';

function brief(change: Partial<BriefInput> = {}) {
  return briefSchema.parse({
    name: 'Still Point',
    industry: 'yoga studio',
    location: 'Leeds',
    audiences: ['Beginners'],
    tone: ['calm'],
    services: [{ name: 'Hatha' }],
    ...change,
  });
}

describe('characterOf', () => {
  it('follows the trade, unless the tone speaks up against it', () => {
    expect(characterOf(exampleBrief('bakery'))).toBe('warm');
    expect(characterOf(exampleBrief('law-firm'))).toBe('formal');
    expect(characterOf(exampleBrief('climbing-gym'))).toBe('bold');
    expect(characterOf(brief({ industry: 'law firm', tone: ['friendly'] }))).toBe('formal');
    expect(characterOf(brief({ industry: 'law firm', tone: ['playful', 'fun'] }))).toBe('playful');
  });
});

describe('directDesign', () => {
  it('grows the palette from the brand, else from a colour of the trade', () => {
    expect(directDesign(exampleBrief('bakery')).colourDirection.seed).toBe('#a6450f');
    expect(directDesign(brief({ brand: { primary: '#123456' } })).colourDirection.seed).toBe('#123456');
    expect(directDesign(brief()).colourDirection.seed).not.toBe(
      directDesign(brief({ industry: 'florist' })).colourDirection.seed,
    );
  });

  it('ends its path with the main action of the brief', () => {
    expect(directDesign(exampleBrief('law-firm')).conversionPath.at(-1)).toEqual({
      step: 'Acts: Ask for a call',
      target: 'contact',
    });
  });
});

describe('actionsOf', () => {
  it('has the calls to action of the brief that lead somewhere', () => {
    const callsToAction: BriefInput['callsToAction'] = [
      { label: 'Ring us', target: 'phone' },
      { label: 'See classes', target: 'offerings' },
    ];
    expect(actionsOf(brief({ callsToAction }))).toEqual([{ label: 'See classes', target: 'offerings' }]);
  });

  it('makes do with what a brief makes possible', () => {
    expect(actionsOf(brief()).map(({ target }) => target)).toEqual(['offerings']);
    expect(actionsOf(brief({ contact: { phone: '1' } })).map(({ target }) => target)).toEqual([
      'contact',
      'offerings',
    ]);
  });
});

describe('judgeStrategy', () => {
  it('holds on to the colour of the brand and to places that exist', () => {
    const wanted = brief({ brand: { primary: '#ABCDEF' } });
    const answer = directDesign(wanted);
    const { value, problems } = judgeStrategy(
      {
        ...answer,
        colourDirection: { ...answer.colourDirection, seed: '#ff0000' },
        conversionPath: [...answer.conversionPath, { step: 'Rings', target: 'phone' }],
      },
      wanted,
    );
    expect(problems).toEqual([]);
    expect(value.colourDirection.seed).toBe('#abcdef');
    expect(value.conversionPath.at(-1)).toEqual({ step: 'Rings', target: null });
  });
});

describe('judgeContext', () => {
  it('has the main action of the brief, whatever the answer has', () => {
    const law = exampleBrief('law-firm');
    const answer = { ...setContext(law), primaryAction: { label: 'Sign up', target: 'gallery' as const } };
    expect(judgeContext(answer, law)).toEqual({ value: setContext(law), problems: [] });
  });

  it('refuses figures that the brief does not have', () => {
    const law = exampleBrief('law-firm');
    const { problems } = judgeContext({ ...setContext(law), goals: ['Win 250 clients a year'] }, law);
    expect(problems).toEqual([expect.stringContaining('state 250, which the brief does not')]);
  });
});

describe('judgeContext, of what ends up on a button', () => {
  it('refuses a number to call in the words of the main action', () => {
    const silent = brief({ contact: { phone: '0113 496 0000' } });
    const primaryAction = { label: 'Ring 0113 496 0001', target: 'phone' as const };
    const { problems } = judgeContext({ ...setContext(silent), primaryAction }, silent);
    expect(problems).toEqual([expect.stringContaining('state 0113 496 0001, which')]);
  });
});

describe('setContext', () => {
  it('reads off an audience what it needs, and off the brief how it speaks of itself', () => {
    const context = setContext(exampleBrief('climbing-gym'));
    expect(context.audience[2]?.needs).toBe('To find something for a rainy Saturday.');
    expect(context.voice.person).toBe('we');
    expect(setContext(brief({ statements: ['Still Point has one room.'] })).voice.person).toBe('they');
  });
});
