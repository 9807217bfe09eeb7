import { answerCaps } from '../asking/answer-cap.js';
import type { AnswerCaps } from '../asking/answer-cap.js';
import type { Section } from '../layout-generation/artifact.js';

/** The most tokens that the words of a section may take: by the room that it has, and the facts that it lists. */
export function copyCaps({ textSlots, items, factIds }: Section): AnswerCaps {
  const characters = textSlots.reduce((sum, { maxLength }) => sum + maxLength, 0);
  const listed = items === null ? 0 : Math.min(items.max, items.from === null ? items.max : factIds.length);
  return answerCaps(basics + characters / charactersPerToken + listed * perItem);
}

/** In tokens: key, buttons, the ids of facts, and the names of all parts. */
const basics = 150;
const charactersPerToken = 4;
/** In tokens: reference, title, text and the ids of its facts. */
const perItem = 80;
