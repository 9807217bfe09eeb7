import type { Resource } from '../../src/declare/resource.js';
import type { Phase } from '../../src/declare/phase.js';
import type { StoredBytes } from '../../src/stored-bytes.js';
import type { PhaseSpec, VirtualClock } from '../../src/testing/index.js';
import { digest, itemsOf } from '../../src/testing/spec.js';
import type { DrawnItem } from '../../src/testing/spec.js';
import { oracle } from '../run/answering.js';
import type { AskingClient } from '../run/answering.js';
import type { ForgetfulStore } from './forgetful-store.js';

const callMs = 3;

/** A model as one process sees it. */
export interface World extends Resource<AskingClient> {
  /** What went against a promise. */
  readonly faults: readonly string[];
}

/** What is recorded of an answer: to what, and the words or, of every other question, the bytes of a picture of them. */
interface Kept {
  readonly asked: string;
  readonly text?: string;
  readonly bytes?: StoredBytes;
}

/**
 * A model that never says the same twice: its answer to the same question of the same task is numbered, by how many of
 * them are safe. It looks whether a call is made whose answer is recorded, and whether a phase is told what is not safe.
 */
export function worldOf(clock: VirtualClock, store: ForgetfulStore): World {
  const faults: string[] = [];
  const given = new Map<string, number>();
  const give = (asked: string, text: string): string => {
    given.set(asked, (given.get(asked) ?? 0) + 1);
    return text;
  };
  const answered = new Map<string, number>();
  let counted = 0;
  const safe = (asked: string): number => {
    for (; counted < store.committed.length; counted++) {
      const write = store.committed[counted];
      if (write?.what !== 'call') continue;
      const one = keptIn(write.call.answer).asked;
      answered.set(one, (answered.get(one) ?? 0) + 1);
    }
    return answered.get(asked) ?? 0;
  };
  return {
    faults,
    fingerprint: 'oracle 1',
    connect: ({ task, records, report, signal, keep }) => ({
      async ask(question) {
        const told = { resource: 'oracle', keyId: 'k1', target: 'all', queuedMs: 0, durationMs: 0 };
        const asked = `${task}: ${question}`;
        const record = records?.of({ question }, 'a question');
        const found = record?.next();
        if (found !== undefined) {
          report({ ...told, outcome: 'replayed' });
          const { text, bytes } = keptIn(found.answer);
          return give(asked, text ?? new TextDecoder().decode(await bytes?.read()));
        }
        const before = safe(asked);
        if (before > (given.get(asked) ?? 0)) faults.push(`${asked} was answered, and is asked again`);
        await clock.sleep(callMs, signal);
        const text = `${digest(asked)}, time ${before + 1}`;
        const isPicture = digest(asked) % 2 === 0;
        const answer: Kept = isPicture
          ? { asked, bytes: await keep(new TextEncoder().encode(text)) }
          : { asked, text };
        await record?.save({ answer, keyId: 'k1' });
        if (safe(asked) !== before + 1) faults.push(`${asked} was told before its answer was safe`);
        report({ ...told, outcome: 'answered' });
        return give(asked, text);
      },
    }),
  };
}

function keptIn(answer: unknown): Kept {
  // Written above.
  return answer as Kept;
}

interface AskingContext {
  readonly oracle: AskingClient;
  readonly task: string;
  readonly key: string | undefined;
  readonly attempt: number;
  readonly signal: AbortSignal;
  emit(list: unknown, item: DrawnItem): void;
}

/**
 * A drawn phase that asks the same twice before it does anything, and once for each item that it emits; what it hears is
 * part of all that it gives. One whose time is measured does not, nor does one that promises nothing.
 */
export function withCalls(phase: Phase, drawn: PhaseSpec): Phase {
  if (drawn.timeoutMs !== undefined || drawn.durationMs === 0) return phase;
  // Erased when it was declared.
  const run = phase.run as (values: unknown, context: unknown) => Promise<{ readonly out: unknown }>;
  const asking = async (values: unknown, context: AskingContext): Promise<unknown> => {
    const { oracle: model, task, key, attempt, signal } = context;
    const question = JSON.stringify(values, (name, value: unknown) => (name === 'error' ? 0 : value));
    const heard = [await model.ask(question), await model.ask(question)];
    /** By item that is emitted. */
    const ofItems = new Map<string, string>();
    const told = (item: DrawnItem): DrawnItem => ({
      ...item,
      take: digest([item.take, heard, ofItems.get(item.id)]),
    });
    if (drawn.gives === 'items' && drawn.emits) {
      for (const { id } of itemsOf(drawn, attempt)) ofItems.set(id, await model.ask(`${question} ${id}`));
    }
    const emit = (list: unknown, item: DrawnItem): void => context.emit(list, told(item));
    const { out } = await run(values, { task, key, attempt, signal, emit });
    return { out: Array.isArray(out) ? (out as DrawnItem[]).map(told) : digest([out, heard]) };
  };
  return { ...phase, uses: { oracle }, run: asking };
}
