import type { Fact } from '../../brief/facts.js';
import { asSentence, capitalised, sentencesOf } from '../../wording/sentences.js';
import type { Desk } from '../desk.js';
import { fromBank } from '../fill.js';
import { line, type Line, type Words } from '../finish.js';
import { story } from '../headings.js';
import { audiences } from '../identity.js';
import { placeOf } from '../place.js';
import { paragraphs } from '../running.js';

/** What is behind the name: its best short sentence as the heading, the others below it. */
export function writeStory(desk: Desk): Words {
  if (desk.statements.length === 0) return writeAudience(desk);
  const telling = desk.statements.length > 1 ? headingOf(desk.statements, desk.room('heading')) : undefined;
  const rest = desk.statements.filter((statement) => statement !== telling);
  const [first, ...more] = rest;
  const withLead =
    desk.room('lead') > 0 && more.length > 0 && first !== undefined && first.text.length <= desk.room('lead');
  return {
    kicker: kickers(desk),
    heading: [
      ...(telling ? [line(asSentence(telling.text), telling.id)] : []),
      ...fromBank(story, 'story', desk),
    ],
    lead: withLead ? [line(asSentence(first.text), first.id)] : [],
    body: paragraphs(withLead ? more : rest),
    actions: desk.isHome ? [{ label: 'How it works', target: 'process' }] : [],
  };
}

/** The statement that can stand as a heading: one whole sentence, short, that leans on none before it. */
function headingOf(statements: readonly Fact[], room: number): Fact | undefined {
  const most = Math.min(room, 64);
  const able = statements.filter(
    ({ text }) =>
      asSentence(text).length <= most &&
      text.length >= 18 &&
      sentencesOf(text).length === 1 &&
      !/^(it|they|this|that|these|those|he|she|there|then|also|what|if|at|in|on|from)\b/i.test(text),
  );
  return able.toSorted((one, other) => one.text.length - other.text.length)[0];
}

function kickers(desk: Desk): Line[] {
  const place = line(`The ${placeOf(desk)}`);
  const about = line(`About ${desk.brief.name}`, 'name');
  return desk.isHome ? [place, about] : [about, place];
}

/** Whom it is for, when the brief says nothing else. */
function writeAudience(desk: Desk): Words {
  const { brief } = desk;
  return {
    kicker: [line(brief.name, 'name')],
    heading: [line('Who it is for')],
    body: [
      line(
        capitalised(`${brief.name} is for ${audiences(desk, brief.audiences.length)}.`),
        'name',
        ...brief.audiences.map((_, at) => `audience.${at + 1}`),
      ),
    ],
  };
}
