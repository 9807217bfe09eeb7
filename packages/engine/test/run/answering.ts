import { resource } from '@phasegraph/engine';
import type { CallRecord, Resource } from '@phasegraph/engine';

/** Asks a question; what was answered before, and is of use, is not asked again. */
export interface AskingClient {
  ask(question: string): Promise<string>;
}

export const oracle = resource<'oracle', AskingClient>('oracle');

/** A resource whose calls are recorded, and every call that was made through it. */
export interface Answering extends Resource<AskingClient> {
  readonly calls: string[];
}

/**
 * Answers with what `answer` gives, for the call of which number, counted from 1.
 *
 * @param isOfUse whether the client can use an answer: if not, it throws
 */
export function answering(
  answer: (question: string, number: number) => string | Promise<string> = (question) => `re: ${question}`,
  isOfUse: (answer: string) => boolean = () => true,
): Answering {
  const calls: string[] = [];
  return {
    calls,
    fingerprint: 'oracle 1',
    connect: ({ task, records, report, signal }) => {
      const told = { resource: 'oracle', target: 'all', queuedMs: 0, durationMs: 0 };
      return {
        async ask(question) {
          const record = records?.of({ question }, `"${question}"`);
          const known = replayed(record, isOfUse);
          if (known !== undefined) {
            report({ ...told, keyId: 'k1', outcome: 'replayed' });
            return known;
          }
          signal.throwIfAborted();
          calls.push(`${task}: ${question}`);
          const answered = await answer(question, calls.length);
          signal.throwIfAborted();
          await record?.save({ answer: answered, keyId: 'k1', usage: { inputTokens: question.length } });
          report({ ...told, keyId: 'k1', outcome: 'answered', usage: { inputTokens: question.length } });
          if (!isOfUse(answered)) throw new Error(`"${answered}" is of no use`);
          return answered;
        },
      };
    },
  };
}

function replayed(record: CallRecord | undefined, isOfUse: (answer: string) => boolean): string | undefined {
  for (let found = record?.next(); found !== undefined; found = record?.next()) {
    const answer = String(found.answer);
    if (isOfUse(answer)) return answer;
  }
  return undefined;
}
