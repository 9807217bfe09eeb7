import type { ActionTarget, NarrowedBrief } from '../brief/schema.js';
import { tradeOf, type Family } from '../trade/trade.js';
import { unreachable } from '../unreachable.js';

/** A button: its words, and where it leads. */
export interface Action {
  readonly label: string;
  readonly target: ActionTarget;
}

/** What visitors should do, the most important first: the brief's own calls to action, else what it makes possible. */
export function actionsOf(brief: NarrowedBrief): Action[] {
  const own = brief.callsToAction.filter(({ target }) => leadsSomewhere(target, brief));
  if (own.length > 0) return own;
  const { contact } = brief;
  const { family, place } = tradeOf(brief.industry);
  const serves = /^(café|restaurant|pub)$/.test(place);
  const visit = (contact.address !== undefined || brief.hours.length > 0) && {
    label: serves ? 'Find us' : 'Plan your visit',
    target: 'visit' as const,
  };
  const offerings = {
    label: serves
      ? 'See the menu'
      : (offeringLabels[family] ?? (anyPrice(brief) ? 'See the prices' : 'See what we do')),
    target: 'offerings' as const,
  };
  const write = (contact.phone !== undefined || contact.email !== undefined) && {
    label: contactLabels[family] ?? 'Get in touch',
    target: 'contact' as const,
  };
  // Where people eat and drink they come; elsewhere they get in touch first.
  const actions: (Action | false)[] = serves ? [visit, offerings, write] : [write, offerings, visit];
  return actions.filter((action) => action !== false).slice(0, 2);
}

/** Whether the brief has what a target needs, so that a site made of it can have a place to lead to. */
export function leadsSomewhere(target: ActionTarget, brief: NarrowedBrief): boolean {
  const { contact } = brief;
  switch (target) {
    case 'phone':
      return contact.phone !== undefined;
    case 'email':
      return contact.email !== undefined;
    case 'map':
      return contact.mapUrl !== undefined;
    case 'contact':
      return contact.phone !== undefined || contact.email !== undefined || contact.formAction !== undefined;
    case 'visit':
      return contact.address !== undefined || brief.hours.length > 0;
    case 'process':
      return brief.process.length > 1;
    case 'faq':
      return brief.faqs.length > 0;
    case 'gallery':
      return brief.imagery.length > 0;
    case 'story':
    case 'offerings':
      return true;
    default:
      return unreachable(target);
  }
}

function anyPrice(brief: NarrowedBrief): boolean {
  return [...(brief.products ?? []), ...(brief.services ?? [])].some(({ price }) => price !== undefined);
}

const contactLabels: Partial<Record<Family, string>> = {
  professional: 'Ask for a call',
  trades: 'Describe the job',
  wellbeing: 'Ask about a place',
  learning: 'Ask about a place',
  hospitality: 'Ask about dates',
  technical: 'Start a conversation',
};

const offeringLabels: Partial<Record<Family, string>> = {
  food: 'See what there is',
  wellbeing: 'See what we offer',
  retail: 'See what there is',
  learning: 'See the courses',
};
