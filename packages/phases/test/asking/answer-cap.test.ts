import { describe, expect, it } from '@jest/globals';
import { answerCaps } from '../../src/asking/answer-cap.js';
import { responders } from '../../src/offline/responders.js';
import { website, websitePhases } from '../../src/website.js';
import { exampleBrief, exampleNames } from '../image-planning/inputs.js';
import { scriptedModel } from '../scripted-model.js';

/** Everything of the website that is asked for in words. */
const asking = websitePhases.filter(({ name, uses }) => 'model' in uses && name !== 'image-generation');

describe('the most that an answer may take', () => {
  it.each(exampleNames)('is said of each question for the %s, with room and no more', async (name) => {
    const asked: { name: string; cap: number; needed: number }[] = [];
    const model = scriptedModel({
      object: ({ name, input, maxOutputTokens: cap = Infinity }) => {
        const answer = responders[name]?.({ input: JSON.parse(JSON.stringify(input)) as unknown });
        // Four characters of JSON are about a token.
        asked.push({ name, cap, needed: JSON.stringify(answer).length / 4 });
        return answer;
      },
    });
    await website.run(
      { brief: exampleBrief(name) },
      {
        resources: { model: model.resource },
        targets: asking.flatMap(({ outputs }) => Object.values(outputs)),
      },
    );
    expect(new Set(asked.map(({ name }) => name))).toEqual(new Set(Object.keys(responders)));
    // Twice the answer by rule, beside what a model may think before it.
    expect(asked.filter(({ cap, needed }) => cap < 3_000 + 2 * needed)).toEqual([]);
    expect(asked.filter(({ cap }) => cap > 9_000)).toEqual([]);
  });

  it('is four times as much when it cut the answer off', () => {
    expect(answerCaps(100)).toEqual({ maxOutputTokens: 3_300, maxOutputTokensIfCutOff: 13_200 });
  });
});
