import { inSentence } from '../../wording/phrases.js';
import { capitalised } from '../../wording/sentences.js';
import type { Desk } from '../desk.js';
import { fromBank } from '../fill.js';
import { line, type Line, type Words } from '../finish.js';
import { process } from '../headings.js';
import { itemsOf } from '../items.js';
import { running } from '../running.js';

/** How it goes, step by step: the steps are the brief's, and where their names are short they are the heading too. */
export function writeProcess(desk: Desk): Words {
  return {
    kicker: [line('Step by step')],
    // Where the home page has the steps as well, it has them as its heading.
    heading:
      desk.isHome || desk.hosts.topicsOn(desk.page.slug)[0] === 'process'
        ? [namedSteps(desk), ...fromBank(process, 'process', desk)]
        : [...fromBank(process, 'process', desk), namedSteps(desk)],
    lead: [running(desk.statements, desk.room('lead'))],
    items: itemsOf(desk, 'step'),
    actions: [],
  };
}

/** "Mill, ferment, fire, collect": short commands in a row. */
function namedSteps(desk: Desk): Line | null {
  const titles = desk.brief.process.map(({ title }) => title);
  const short =
    titles.length >= 3 && titles.length <= 5 && titles.every((title) => title.split(' ').length <= 3);
  // A row of nouns with articles ("A fee in writing") is no sentence.
  if (!short || titles.some((title) => /^(an?|the|one|your|our|first)\b/i.test(title))) return null;
  const [first = '', ...rest] = titles;
  return line(
    [capitalised(first), ...rest.map((title) => inSentence(title, desk.names))].join(', '),
    ...titles.map((_, at) => `step.${at + 1}.title`),
  );
}
