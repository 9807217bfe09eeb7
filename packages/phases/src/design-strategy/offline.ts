import type { Brief, NarrowedBrief } from '../brief/schema.js';
import { characterOf } from '../trade/character.js';
import { tradeOf, type Family } from '../trade/trade.js';
import { characterDefaults } from '../style-system/choices.js';
import { actionsOf } from './actions.js';
import type { Character, DesignStrategy } from './artifact.js';

/** The direction of the design by rule, from the brief alone. */
export function directDesign(brief: NarrowedBrief & Pick<Brief, 'tone' | 'brand'>): DesignStrategy {
  const trade = tradeOf(brief.industry);
  const character = characterOf(brief);
  return {
    character,
    personality: personality(brief.tone, character),
    colourDirection: {
      mood: moods[character],
      // The colour of a trade fits its usual temperament; where the tone has won over that, the temperament's does.
      seed:
        brief.brand?.primary ??
        (character === trade.character ? trade.seed : characterDefaults[character].seed),
      temperature: temperatures[character],
    },
    layoutDirection: {
      density: densityOf[character],
      imagery: brief.imagery.length === 0 ? 'sparse' : imageryOf[trade.family],
      idea: ideas[character],
    },
    conversionPath: conversionPath(brief),
    avoid: [...avoid[character], 'Claims, figures and quotations that the brief does not have'],
  };
}

function personality(tone: readonly string[], character: Character): string[] {
  const own = tone.map((word) => word.toLowerCase());
  return [...new Set([...own, ...adjectives[character]])].slice(0, Math.max(3, Math.min(own.length, 5)));
}

function conversionPath(brief: NarrowedBrief): DesignStrategy['conversionPath'] {
  const [action] = actionsOf(brief);
  const visitable = brief.contact.address !== undefined || brief.hours.length > 0;
  const steps: DesignStrategy['conversionPath'] = [
    { step: `Reads in one line what ${brief.name} is and where`, target: null },
    {
      step: anyPrice(brief) ? 'Finds what there is, with its price' : 'Finds what there is',
      target: 'offerings',
    },
  ];
  if (brief.process.length > 1) steps.push({ step: 'Sees how it goes, step by step', target: 'process' });
  if (visitable) steps.push({ step: 'Learns where it is and when it is open', target: 'visit' });
  if (action) steps.push({ step: `Acts: ${action.label}`, target: action.target });
  return steps;
}

function anyPrice(brief: NarrowedBrief): boolean {
  return [...(brief.products ?? []), ...(brief.services ?? [])].some(({ price }) => price !== undefined);
}

const adjectives: Record<Character, readonly string[]> = {
  warm: ['warm', 'crafted', 'generous'],
  formal: ['composed', 'exact', 'trustworthy'],
  bold: ['bold', 'direct', 'energetic'],
  calm: ['calm', 'clear', 'open'],
  playful: ['lively', 'curious', 'bright'],
  technical: ['precise', 'clear', 'efficient'],
};

const moods: Record<Character, string> = {
  warm: 'Baked earth and cream: colours that one could touch, lit from the side.',
  formal: 'Deep and quiet, like good paper and dark ink, with one restrained highlight.',
  bold: 'High contrast on clean ground; one colour that shouts and nothing beside it that does.',
  calm: 'Soft, natural and even, with enough depth in the text to be read without effort.',
  playful: 'Clear and cheerful colours in generous areas, never more than three at once.',
  technical: 'Cool, clean ground with one precise colour for everything that can be pressed.',
};

const temperatures: Record<Character, DesignStrategy['colourDirection']['temperature']> = {
  warm: 'warm',
  formal: 'neutral',
  bold: 'neutral',
  calm: 'neutral',
  playful: 'warm',
  technical: 'cool',
};

const densityOf: Record<Character, DesignStrategy['layoutDirection']['density']> = {
  warm: 'balanced',
  formal: 'airy',
  bold: 'balanced',
  calm: 'airy',
  playful: 'balanced',
  technical: 'compact',
};

const imageryOf: Record<Family, DesignStrategy['layoutDirection']['imagery']> = {
  food: 'dominant',
  retail: 'dominant',
  hospitality: 'dominant',
  sport: 'dominant',
  craft: 'dominant',
  wellbeing: 'supporting',
  learning: 'supporting',
  trades: 'supporting',
  general: 'supporting',
  health: 'supporting',
  technical: 'supporting',
  professional: 'sparse',
};

const ideas: Record<Character, string> = {
  warm: 'One large picture with a shaped edge opens the page; below it, what there is and what it costs, as on a good shop counter.',
  formal:
    'A page like a well-set letter: clear margins, hairlines between matters, and nothing that hurries the reader.',
  bold: 'Large type over a picture across the whole width, then short blocks that alternate hard between light and dark.',
  calm: 'Much room, few things at a time, pictures with soft edges, and one question answered by each section.',
  playful: 'Shaped pictures and round corners in a loose rhythm, each section on a ground of its own.',
  technical: 'A strict grid, small labels, figures set large, and every fact where one would look for it.',
};

const avoid: Record<Character, readonly string[]> = {
  warm: ['Cold greys and hard shadows', 'Stock phrases about passion and love'],
  formal: ['Loud colours and exclamation marks', 'Gavels, scales and handshakes'],
  bold: ['Pale text and thin type', 'Long paragraphs before the first button'],
  calm: ['Anything that blinks, counts down or urges', 'Crowded rows of cards'],
  playful: ['More than three colours at once', 'Jokes where a price is looked for'],
  technical: ['Decoration that says nothing', 'Words that only insiders know'],
};
