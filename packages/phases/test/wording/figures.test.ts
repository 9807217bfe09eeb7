import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { figuresIn } from '../../src/wording/figures.js';

const keysIn = (text: string) => figuresIn(text).map(({ key }) => key);

describe('figuresIn', () => {
  it.each([
    ['£4.80 per loaf', ['money:GBP 4.8']],
    ['from £1,150 plus VAT', ['money:GBP 1150']],
    ['4.80 per loaf', ['number:4.8']],
    ['12 € or EUR 12', ['money:EUR 12', 'money:EUR 12']],
    ['07:30–15:00', ['time:450', 'time:900']],
    ['7.30 am to 3 pm', ['time:450', 'time:900']],
    ['12 am and 12 p.m.', ['time:0', 'time:720']],
    ['+44 1584 555 0142', ['phone:4415845550142']],
    ['01632 960 444', ['phone:01632960444']],
    ['(01632) 960-444', ['phone:01632960444']],
    ['1,450 m² of wall', ['number:1450']],
    ['4.5 metres', ['number:4.5']],
    ['nine miles, twelve breads', ['number:9', 'number:12']],
    ['one office', []],
    ['36% or 36 per cent', ['percent:36', 'percent:36']],
    ['since 2019', ['number:2019']],
    ['ages 6 to 11', ['number:6', 'number:11']],
    ['27 layers, 8 pm, £3', ['number:27', 'time:1200', 'money:GBP 3']],
    ['a 90-minute session', ['number:90']],
  ])('reads "%s"', (text, keys) => {
    expect(keysIn(text)).toEqual(keys);
  });

  it('says where each stands, and reads every digit once', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'0 1 2 3 4 5 6 7 8 9 . , : £ € % a p m - + ( ) x'.split(' '), ' '),
          maxLength: 40,
        }),
        (text) => {
          const figures = figuresIn(text);
          for (const { at, written } of figures) expect(text.slice(at).trimStart()).toContain(written);
          const digits = figures.reduce((sum, { written }) => sum + written.replace(/\D/g, '').length, 0);
          expect(digits).toBeLessThanOrEqual(text.replace(/\D/g, '').length);
        },
      ),
    );
  });
});
