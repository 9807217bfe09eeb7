import type { NarrowedBrief } from '../brief/schema.js';
import { capitalised } from '../wording/sentences.js';
import { inSentence, industryLine, isCountable, listed, placed, withArticle } from '../wording/phrases.js';
import type { Desk } from './desk.js';
import { line, type Line } from './finish.js';

/** `Bakery in Ludlow, Shropshire`. */
export function industryIn({ brief }: { brief: NarrowedBrief }): string {
  return `${industryLine(brief.industry)} ${placed(brief.location)}`;
}

/** For whom the business is, in a sentence of as many groups as fit, for a section that may name them. */
export function audienceSentence(desk: Desk): Line | null {
  const { brief } = desk;
  if (!desk.facts.some(({ id }) => id.startsWith('audience.'))) return null;
  for (let count = brief.audiences.length; count > 0; count -= 1) {
    const text = capitalised(`${brief.name} is for ${audiences(desk, count)}.`);
    const room = Math.max(desk.room('lead'), desk.room('body'));
    if (text.length <= room) return line(text, 'name', ...ids(count));
  }
  return null;
}

/** What the business is, in a sentence. */
export function kindSentence(desk: Desk): Line {
  const { brief } = desk;
  const what = isCountable(brief.industry)
    ? `${brief.name} is ${withArticle(inSentence(brief.industry, desk.names))} ${placed(brief.location)}`
    : `${brief.name} offers ${inSentence(brief.industry, desk.names)} ${placed(brief.location)}`;
  return line(`${capitalised(what)}.`, 'name', 'industry', 'location');
}

/** The groups that it is for: `people who buy their bread for the week, and weekend visitors who ...`. */
function audiences(desk: Desk, count: number): string {
  return listed(
    desk.brief.audiences.slice(0, count).map((who) => inSentence(who.replace(/[.;,]$/, ''), desk.names)),
  );
}

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `audience.${at + 1}`);
}
