import type { Brief } from '../brief/schema.js';
import { capitalised } from '../wording/sentences.js';
import { inSentence, industryLine, isCountable, listed, placed, withArticle } from '../wording/phrases.js';
import type { Desk } from './desk.js';
import { line, type Line } from './finish.js';

/** `Bakery in Ludlow, Shropshire`. */
export function industryIn({ brief }: { brief: Brief }): string {
  return `${industryLine(brief.industry)} ${placed(brief.location)}`;
}

/** What the business is and for whom, in a sentence of as many groups as fit: for a brief that says no more. */
export function audienceSentence(desk: Desk): Line | null {
  const { brief } = desk;
  const what = isCountable(brief.industry)
    ? `${brief.name} is ${withArticle(inSentence(brief.industry, desk.names))} ${placed(brief.location)}`
    : `${brief.name} offers ${inSentence(brief.industry, desk.names)} ${placed(brief.location)}`;
  for (let count = brief.audiences.length; count > 0; count -= 1) {
    const text = `${what}, for ${audiences(desk, count)}.`;
    if (text.length <= desk.room('lead'))
      return line(capitalised(text), 'name', 'industry', 'location', ...ids(count));
  }
  return line(`${capitalised(what)}.`, 'name', 'industry', 'location');
}

/** The groups that it is for: `people who buy their bread for the week, and weekend visitors who ...`. */
export function audiences(desk: Desk, count: number): string {
  return listed(
    desk.brief.audiences.slice(0, count).map((who) => inSentence(who.replace(/[.;,]$/, ''), desk.names)),
  );
}

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `audience.${at + 1}`);
}
