import { describe, expect, it } from '@jest/globals';
import {
  artifact,
  artifactList,
  collect,
  definePhase,
  definePipeline,
  each,
  optional,
} from '@phasegraph/engine';
import { z } from 'zod';

const topic = artifact('topic', z.string());
const part = artifactList('part', z.string(), { key: (name) => name });
const text = artifactList('text', z.string());
const picture = artifactList('picture', z.string());
const index = artifact('index', z.string());
const essay = artifact('essay', z.string());

// topic -> outline -> write* -> draw* ; write -> index ; draw, index -> join
const phases = [
  definePhase({ name: 'outline', inputs: { topic }, outputs: { part }, run: () => ({ part: [] }) }),
  definePhase({
    name: 'write',
    inputs: { topic, item: each(part) },
    outputs: { text },
    run: () => ({ text: '' }),
  }),
  definePhase({
    name: 'draw',
    inputs: { item: each(part), written: each(text) },
    outputs: { picture },
    run: () => ({ picture: '' }),
  }),
  definePhase({
    name: 'index',
    inputs: { texts: collect(text, { min: 'all' }) },
    outputs: { index },
    run: () => ({ index: '' }),
  }),
  definePhase({
    name: 'join',
    inputs: { pictures: collect(picture, { min: 0.5, early: true }), index: optional(index) },
    outputs: { essay },
    run: () => ({ essay: '' }),
  }),
] as const;

describe('what a phase of a plan takes', () => {
  const plan = definePipeline({ name: 'essay', given: { topic }, phases }).plan();
  const takesOf = (name: string): unknown => plan.phases.find((phase) => phase.name === name)?.takes;

  it('is nothing of a phase, where all is given', () => {
    expect(takesOf('outline')).toEqual([]);
  });

  it('is the item that the task is there for', () => {
    expect(takesOf('write')).toEqual([{ from: 'outline', part: 'item' }]);
  });

  it('is what was made of the same item, which was there before', () => {
    expect(takesOf('draw')).toEqual([{ from: 'write', part: 'same-item' }]);
  });

  it('is all of a list, and of a phase with one task, whether it can do without or not', () => {
    expect(takesOf('index')).toEqual([{ from: 'write', part: 'all' }]);
    expect(takesOf('join')).toContainEqual({ from: 'index', part: 'all' });
  });

  it('is as much as is enough where a join starts early', () => {
    expect(takesOf('join')).toContainEqual({ from: 'draw', part: 'enough', min: 0.5 });
  });
});
