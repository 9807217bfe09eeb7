import type { Judged } from '../asking/ask.js';
import type { BriefContents } from '../brief/schema.js';
import { actionsOf, leadsSomewhere } from '../design-strategy/actions.js';
import { numbersWithoutSource } from '../wording/numbers.js';
import { factsOf } from '../brief/facts.js';
import type { DesignContext } from './artifact.js';

/**
 * The main action is the brief's own where it has one, and must lead somewhere. Goals and needs end up in front of
 * whoever writes the copy, so a number in them must be one of the brief's.
 */
export function judgeContext(answer: DesignContext, brief: BriefContents): Judged<DesignContext> {
  const [possible] = actionsOf(brief);
  const keep = brief.callsToAction.length === 0 && leadsSomewhere(answer.primaryAction.target, brief);
  const facts = factsOf(brief).map(({ text }) => text);
  const said = [
    ...answer.goals,
    answer.pageObjective,
    ...answer.audience.flatMap(({ who, needs }) => [who, needs]),
  ];
  const invented = numbersWithoutSource(said.join(' '), facts);
  return {
    value: { ...answer, primaryAction: keep ? answer.primaryAction : (possible ?? answer.primaryAction) },
    problems:
      invented.length === 0
        ? []
        : [
            `Audience, goals and objective state ${invented.join(', ')}, which the brief does not: leave it out.`,
          ],
  };
}
