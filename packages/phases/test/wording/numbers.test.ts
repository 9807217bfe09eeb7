import { describe, expect, it } from '@jest/globals';
import { numbersIn } from '../../src/wording/numbers.js';

describe('numbersIn', () => {
  it.each([
    ['Every loaf ferments for 36 hours.', ['36']],
    ['1,450 m² of walls, 4.5 m high', ['1450', '4.5']],
    ['nine miles, twenty-seven layers, a dozen eggs', ['9', '27', '12']],
    ['One oven, once lit, is never out.', []],
    ['Open 07:30–15:00, £4.80', ['7:30', '15:00', '4.80']],
  ])('finds those of "%s"', (text, numbers) => {
    expect(numbersIn(text)).toEqual(numbers);
  });
});
