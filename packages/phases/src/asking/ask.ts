import type { ModelClient } from '@phasegraph/openai';
import type { z } from 'zod';
import type { AnswerCaps } from './answer-cap.js';

/** What a phase asks the model for. */
export interface Question<Answer> extends AnswerCaps {
  /** The name of the schema: letters, digits, `_` and `-`. */
  readonly name: string;
  readonly schema: z.ZodType<Answer>;
  readonly instructions: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** An answer after its checks: what could be put right is right in `value`; `problems` are what could not. */
export interface Judged<Value> {
  readonly value: Value;
  /** Each says what is wrong, where, and what would be right. */
  readonly problems: readonly string[];
}

/**
 * Asks the model, judges the answer, and asks once more with the problems named when there are any. The second
 * question differs from the first, so that an answer on record is not simply given again.
 *
 * @throws Error naming every problem when the second answer has some too
 */
export async function ask<Answer, Value>(
  model: Pick<ModelClient, 'object'>,
  question: Question<Answer>,
  judge: (answer: Answer) => Judged<Value>,
): Promise<Value> {
  const first = await model.object(question);
  const judged = judge(first);
  if (judged.problems.length === 0) return judged.value;
  const corrections = { refusedAnswer: first, problems: judged.problems };
  const second = judge(
    await model.object({
      ...question,
      instructions: `${question.instructions}\n\n${correctionInstructions}`,
      input: { ...question.input, corrections },
    }),
  );
  if (second.problems.length === 0) return second.value;
  throw new Error(
    `The answer "${question.name}" was refused twice: ${second.problems.join(' ')} Check the model, or the brief.`,
  );
}

const correctionInstructions = [
  'Your previous answer was refused. `corrections` holds it with the list of its problems.',
  'Answer again in full: keep what was right, and put right every problem in the list.',
].join('\n');
