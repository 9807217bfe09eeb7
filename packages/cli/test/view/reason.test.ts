import { describe, expect, it } from '@jest/globals';
import { reasonOf } from '../../src/view/reason.js';

describe('reasonOf', () => {
  it.each([
    ['"copy[hero]" failed: the key was refused', 'the key was refused'],
    ['"copy[hero]" failed: "copy[hero]", asking for text, was refused.', 'asking for text, was refused.'],
    ['"copy[hero]" took longer than 5 ms.', 'took longer than 5 ms.'],
    ['two\n  lines', 'two lines'],
    ['"copy[visit]" failed: no', '"copy[visit]" failed: no'],
  ])('makes of %j: %j', (message, reason) => {
    expect(reasonOf({ code: 'phase-failed', message, task: 'copy[hero]', causes: [] })).toBe(reason);
  });
});
