import type { Judged } from '../asking/ask.js';
import type { Brief, NarrowedBrief } from '../brief/schema.js';
import { leadsSomewhere } from './actions.js';
import type { DesignStrategy } from './artifact.js';

/** Puts right what a strategy may get wrong: a brand colour is not up for choice, and no path leads to what is not there. */
export function judgeStrategy(
  answer: DesignStrategy,
  brief: NarrowedBrief & Pick<Brief, 'brand'>,
): Judged<DesignStrategy> {
  const personality = [...new Set(answer.personality.map((word) => word.trim().toLowerCase()))];
  return {
    value: {
      ...answer,
      personality: personality.length >= 3 ? personality : answer.personality,
      colourDirection: {
        ...answer.colourDirection,
        seed: (brief.brand?.primary ?? answer.colourDirection.seed).toLowerCase(),
      },
      conversionPath: answer.conversionPath.map(({ step, target }) => ({
        step,
        target: target !== null && leadsSomewhere(target, brief) ? target : null,
      })),
    },
    problems: [],
  };
}
