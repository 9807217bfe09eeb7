import type { Brief, NarrowedBrief } from '../brief/schema.js';
import { actionsOf } from '../design-strategy/actions.js';
import type { Character } from '../design-strategy/artifact.js';
import { characterOf } from '../trade/character.js';
import { tradeOf } from '../trade/trade.js';
import { asSentence } from '../wording/sentences.js';
import { placed } from '../wording/phrases.js';
import type { DesignContext } from './artifact.js';

/** Who the site speaks to, and how, by rule from the brief alone. */
export function setContext(brief: NarrowedBrief & Pick<Brief, 'tone'>): DesignContext {
  const character = characterOf(brief);
  const [action = { label: 'See what we do', target: 'offerings' as const }] = actionsOf(brief);
  return {
    character,
    audience: brief.audiences.map((who) => ({ who, needs: needsOf(who, brief) })),
    tone: brief.tone,
    voice: { person: personOf(brief), do: [...manner[character], ...always], dont: never },
    goals: goalsOf(brief, action.label),
    pageObjective: objectiveOf(brief),
    primaryAction: action,
  };
}

/** "we" when the brief speaks of itself so, or says nothing; the name when it never says "we". */
function personOf(brief: NarrowedBrief): 'we' | 'they' {
  const said = [...brief.statements, ...brief.faqs.map(({ answer }) => answer)].join(' ');
  return said === '' || /\b(we|our|us)\b/i.test(said) ? 'we' : 'they';
}

/** What a group comes for: read off its description, else what anybody wants of such a business. */
function needsOf(who: string, brief: NarrowedBrief): string {
  const purpose =
    /\b(?:who|that|looking)\s+(?:want|need|look for|for|come for|are looking for)\s+(.+)$/i.exec(who)?.[1];
  if (purpose !== undefined) return asSentence(`To find ${purpose.replace(/^to /, 'out how to ')}`);
  const wants = ['what there is'];
  if ([...(brief.products ?? []), ...(brief.services ?? [])].some(({ price }) => price))
    wants.push('what it costs');
  wants.push(tradeOf(brief.industry).walkIn ? 'when and where to come' : 'how to get in touch');
  return `To find out ${wants.join(', ').replace(/, ([^,]*)$/, ' and $1')}.`;
}

function goalsOf(brief: NarrowedBrief, label: string): string[] {
  const { people, walkIn } = tradeOf(brief.industry);
  return [
    `Bring visitors to the main action: ${label}`,
    'Answer what it is, what it costs and how it works before anybody has to ask',
    walkIn && brief.hours.length > 0
      ? `Have ${people} arrive when it is open`
      : `Have ${people} get in touch with the right expectations`,
  ];
}

function objectiveOf(brief: NarrowedBrief): string {
  const purpose = brief.pages[0]?.purpose;
  return purpose !== undefined
    ? asSentence(purpose)
    : `Say what ${brief.name} does ${placed(brief.location)}, for whom, and what to do next.`.slice(0, 240);
}

const manner: Record<Character, string[]> = {
  warm: [
    'Speaks like the person behind the counter: short, friendly, exact',
    'Names the thing before praising it',
  ],
  formal: [
    'States the matter first, then the condition',
    'Uses the ordinary word where the trade has a grand one',
  ],
  bold: ['Starts with the verb', 'Keeps sentences under twelve words where it can'],
  calm: ['Takes one thought at a time', 'Tells people what will happen, so that nothing surprises them'],
  playful: ['Picks the vivid detail over the general claim', 'Talks to the reader as to a bright child'],
  technical: ['Gives the figure with its unit', 'Says what is included and what is not'],
};

const always = ['Rests every claim on a fact of the brief', 'Says times and conditions outright'];

const never = [
  'Invents figures, people, quotations or awards',
  'Uses words that fit any business: nestled, elevate, passion, bespoke, world-class, journey',
  'Uses exclamation marks or rhetorical questions to make a point',
  'Repeats in a second section what the first has said',
];
