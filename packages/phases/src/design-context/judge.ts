import type { Judged } from '../asking/ask.js';
import type { NarrowedBrief } from '../brief/schema.js';
import { actionsOf, leadsSomewhere } from '../design-strategy/actions.js';
import { claimsWithoutSource } from '../wording/claims.js';
import { countsOf } from '../wording/counts.js';
import { factsOf } from '../brief/facts.js';
import type { DesignContext } from './artifact.js';

/**
 * The main action is the brief's own where it has one, and must lead somewhere. Goals and needs end up in front of
 * whoever writes the copy, so what they state in figures and addresses must be the brief's.
 */
export function judgeContext(answer: DesignContext, brief: NarrowedBrief): Judged<DesignContext> {
  const [possible] = actionsOf(brief);
  const keepsAction = brief.callsToAction.length === 0 && leadsSomewhere(answer.primaryAction.target, brief);
  const facts = factsOf(brief).map(({ text }) => text);
  const said = [
    ...answer.goals,
    answer.pageObjective,
    ...answer.audience.flatMap(({ who, needs }) => [who, needs]),
    ...(keepsAction ? [answer.primaryAction.label] : []),
  ];
  const invented = claimsWithoutSource(said.join('\n'), facts, countsOf(brief));
  return {
    value: {
      ...answer,
      primaryAction: keepsAction ? answer.primaryAction : (possible ?? answer.primaryAction),
    },
    problems:
      invented.length === 0
        ? []
        : [
            `Audience, goals, objective and main action state ${invented.join(', ')}, which the brief does not: leave it out.`,
          ],
  };
}
