import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isFinal, stateNumber, taskStates, transitions } from '../../src/run/task-state.js';
import { taskStatesPage } from './task-states.js';

/** What a formatter may change: the widths of a table's columns. */
const words = (text: string): string =>
  text
    .replaceAll(/-+(?= *\|)/g, '-')
    .replaceAll(/[ \n]+/g, ' ')
    .trim();

describe('the states of a task', () => {
  it('are documented as they are', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/task-states.md'), 'utf8');
    expect(words(page)).toBe(words(taskStatesPage()));
  });

  it('are numbered in their order, and nothing follows the final ones', () => {
    taskStates.forEach((state, number) => {
      expect(stateNumber[state]).toBe(number);
      expect(isFinal(number)).toBe(Object.keys(transitions[state]).length === 0);
    });
  });

  it('are all reached from the first', () => {
    const reached = new Set<string>(['waiting']);
    for (const state of reached) {
      const known = taskStates.find((name) => name === state);
      for (const next of Object.keys(known === undefined ? {} : transitions[known])) reached.add(next);
    }
    expect([...reached].toSorted()).toEqual([...taskStates].toSorted());
  });
});
