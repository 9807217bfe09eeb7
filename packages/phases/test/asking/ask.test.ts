import { describe, expect, it } from '@jest/globals';
import type { ObjectRequest } from '@phasegraph/openai';
import { z } from 'zod';
import { ask, type Judged } from '../../src/asking/ask.js';

const question = {
  name: 'word',
  schema: z.string(),
  instructions: 'Say a word.',
  input: { topic: 'bread' },
  maxOutputTokens: 100,
  maxOutputTokensIfCutOff: 400,
};

/** A model that gives the answers one after the other, and keeps the questions. */
function answering(...answers: string[]) {
  const asked: ObjectRequest<unknown>[] = [];
  return {
    asked,
    object: <T>(request: ObjectRequest<T>): Promise<T> => {
      asked.push(request);
      return Promise.resolve(request.schema.parse(answers[asked.length - 1]));
    },
  };
}

/** Wants words of four letters or fewer, and puts them in capitals. */
function judge(word: string): Judged<string> {
  return { value: word.toUpperCase(), problems: word.length > 4 ? [`"${word}" is too long.`] : [] };
}

describe('ask', () => {
  it('gives the judged value of an answer without problems', async () => {
    const model = answering('rye');
    expect(await ask(model, question, judge)).toBe('RYE');
    expect(model.asked).toEqual([question]);
  });

  it('asks again with the refused answer and its problems', async () => {
    const model = answering('sourdough', 'rye');
    expect(await ask(model, question, judge)).toBe('RYE');
    expect(model.asked[1]).toMatchObject({
      name: 'word',
      input: {
        topic: 'bread',
        corrections: { refusedAnswer: 'sourdough', problems: ['"sourdough" is too long.'] },
      },
    });
    expect(model.asked[1]?.instructions).toMatch(/^Say a word\.\n\nYour previous answer was refused\./);
  });

  it('fails with the problems of the second answer', async () => {
    await expect(ask(answering('sourdough', 'focaccia'), question, judge)).rejects.toThrow(
      'The answer "word" was refused twice: "focaccia" is too long.',
    );
  });
});
