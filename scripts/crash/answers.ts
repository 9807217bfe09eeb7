import { createHash } from 'node:crypto';
import type { SandboxOptions } from '@phasegraph/sandbox';
import { partCount } from './pipeline.js';

/** What the sandbox answers, always the same to the same request, and what it was asked, in the order of arrival. */
export interface Answers {
  readonly options: Pick<SandboxOptions, 'responders' | 'text' | 'images' | 'latency'>;
  /** The id of every request that came in. */
  readonly asked: string[];
  /** The id of the request that was answered with these bytes. */
  readonly idOfPicture: ReadonlyMap<string, string>;
  /** Calls it when the next request comes in. */
  whenAsked(listener: () => void): void;
}

/** @param latencyMs how long an answer takes; a piece of chance that the driver gives */
export function answers(latencyMs: () => number): Answers {
  const asked: string[] = [];
  const idOfPicture = new Map<string, string>();
  let listener: (() => void) | undefined;
  return {
    asked,
    idOfPicture,
    whenAsked: (next) => void (listener = next),
    options: {
      latency: (call) => {
        asked.push(call.prompt ?? idIn(call.input));
        listener?.();
        listener = undefined;
        return latencyMs();
      },
      responders: {
        parts: ({ input }) => ({
          id: answerTo(idIn(input)),
          parts: Array.from({ length: partCount }, (_, at) => ({ id: `part-${at}` })),
        }),
      },
      text: ({ input }) => answerTo(idIn(input)),
      images: ({ prompt }) => {
        const bytes = picture(prompt);
        idOfPicture.set(createHash('sha256').update(bytes).digest('hex'), prompt);
        return bytes;
      },
    },
  };
}

/** The ids that an answer names, as {@link answers} wrote it. */
export function idsNamedIn(answer: string): string[] {
  return Array.from(answer.matchAll(/<id ([\w-]+)>/g), ([, id = '']) => id);
}

function answerTo(id: string): string {
  return `<id ${id}> ${createHash('sha256').update(id).digest('hex')}`;
}

function idIn(input: unknown): string {
  return typeof input === 'object' && input !== null && 'id' in input ? String(input.id) : '';
}

/** Bytes that begin and end like a PNG, are larger than what a row of the store holds, and tell the prompt. */
function picture(prompt: string): Uint8Array {
  const noise = createHash('sha256').update(prompt).digest();
  const body = Buffer.concat(Array.from({ length: 2200 }, () => noise));
  const head = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const tail = Buffer.from('\0\0\0\0IEND\xaeB`\x82', 'latin1');
  return new Uint8Array(Buffer.concat([head, body, tail]));
}
