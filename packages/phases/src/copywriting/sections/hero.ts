import { offeringsOf } from '../../brief/facts.js';
import { actionsOf } from '../../design-strategy/actions.js';
import { inSentence, listed } from '../../wording/phrases.js';
import { asHeading, asSentence, capitalised } from '../../wording/sentences.js';
import type { Desk } from '../desk.js';
import { line, type Line, type Words } from '../finish.js';
import { audienceSentence, industryIn, kindSentence } from '../identity.js';
import { running } from '../running.js';
import { telling } from '../telling.js';
import { writePageHero } from './page-hero.js';

/** The opening of a page: of the home page, what the business is; of another, what the page holds. */
export function writeHero(desk: Desk): Words {
  return desk.isHome ? writeHomeHero(desk) : writePageHero(desk);
}

function writeHomeHero(desk: Desk): Words {
  const { brief } = desk;
  const room = desk.room('heading');
  const tagline = brief.tagline === undefined ? null : line(stopped(brief.tagline), 'tagline');
  // Who is consulted says what it is; who sells, cooks or teaches may begin with what sets it apart.
  const isSober = ['professional', 'health', 'technical'].includes(desk.trade.family);
  const sentence = isSober ? undefined : telling(desk.statements, Math.min(room, 48));
  const kind = line(asHeading(industryIn(desk)), 'industry', 'location');
  const options = [tagline, sentence && line(asSentence(sentence.text), sentence.id), named(desk), kind];
  const heading = [...options, line(brief.name, 'name')].filter(
    (option) => option !== null && option !== undefined,
  );
  const shown = heading.find(({ text }) => text.length <= room);
  const said = running(
    desk.statements.filter(({ id }) => !shown?.from.includes(id)),
    desk.room('lead'),
  );
  return {
    kicker: shown === kind ? [line(brief.name, 'name')] : [kind, line(`In ${desk.town}`, 'location')],
    heading,
    lead: [
      // A tagline that is too long for a headline is still the first thing to say.
      tagline && shown !== tagline && said && tagline.text.length + said.text.length < desk.room('lead')
        ? line(`${tagline.text} ${said.text}`, ...tagline.from, ...said.from)
        : null,
      tagline && shown !== tagline ? tagline : null,
      said,
      audienceSentence(desk),
      shown === kind ? null : kindSentence(desk),
    ],
    actions: actionsOf(brief),
  };
}

/** A tagline of several words is set like a sentence. */
function stopped(tagline: string): string {
  return tagline.trim().split(/\s+/).length >= 3 ? asSentence(tagline) : asHeading(tagline);
}

/** What there is as a headline, where the names are short and few: "Hatha, vinyasa and restorative yoga". */
function named(desk: Desk): Line | null {
  // Names of classes and courses stand as they are; "hygiene visit" would want an article.
  if (!['wellbeing', 'learning'].includes(desk.trade.family)) return null;
  const offerings = offeringsOf(desk.brief).slice(0, 3);
  if (offerings.length < 2 || !offerings.every(isShort)) return null;
  const [first = '', ...rest] = offerings.map(({ name }) => name);
  return line(
    listed([capitalised(first), ...rest.map((name) => inSentence(name, desk.names))]),
    ...offerings.map(({ id }) => `${id}.name`),
  );
}

function isShort({ name }: { readonly name: string }): boolean {
  return name.length <= 18 && !/[,/&(\d]|\b(and|or|for|an?|the)\b/i.test(name);
}
