import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { FileKind } from '../../src/reading/file-kind.js';
import { readFields } from '../../src/reading/read-fields.js';

const schema = z.strictObject({
  door: z.strictObject({ code: z.string().min(4).describe('What opens it') }).optional(),
  codes: z.array(z.strictObject({ code: z.string().min(4) })).optional(),
  floors: z.record(z.string(), z.strictObject({ rooms: z.int().min(1).optional() })).optional(),
  height: z.number().min(0).optional(),
  opens: z.enum(['inward', 'outward']).optional(),
  site: z.url().optional(),
});

const house: FileKind<typeof schema> = {
  schema,
  called: 'a house',
  example: 'height: 3',
  beginsWith: 'how high it is',
};

/** The mistakes of a text, a line each. */
function mistakesIn(text: string, kind: FileKind = house): string[] {
  const reading = readFields(text, kind);
  return reading.status === 'read'
    ? []
    : reading.problems.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
}

describe('readFields', () => {
  it('finds what stands below names of one’s own', () => {
    expect(mistakesIn('floors:\n  first: { room: 2 }\n  second: { rooms: 0 }\n')).toEqual([
      '2:12 floors.first.room: is not a field here. Did you mean "rooms"?',
      '3:20 floors.second.rooms: expected a number of at least 1, found the number 0',
    ]);
  });

  it('tells numbers from whole numbers and from texts', () => {
    expect(mistakesIn('height: tall\nfloors: { first: { rooms: 1.5 } }\n')).toEqual([
      '1:9 height: expected a number, found "tall"',
      '2:27 floors.first.rooms: expected a whole number, found the number 1.5',
    ]);
  });

  it('speaks of the kind of file that it is', () => {
    expect(mistakesIn('- height')).toEqual([
      '1:1 : expected the fields of a house, such as "height: 3", found a list',
    ]);
    expect(mistakesIn('windows: 3')).toEqual([
      '1:1 windows: is not a field of a house; its fields are door, codes, floors, height, opens, site',
    ]);
  });
});

describe('readFields, of a file with secrets', () => {
  const secret = 'open-sesame';
  const closed: FileKind = { ...house, quotesValues: false };

  it.each([
    ['a field', `door: ${secret}`, '1:7 door: expected fields, found another text'],
    [
      'a list',
      `codes: ${secret}`,
      '1:8 codes: expected a list, found another text; begin each entry with "- "',
    ],
    [
      'an address',
      `site: ${secret}`,
      '1:7 site: expected a web address such as "https://example.com", found another text',
    ],
    ['a number', `height: ${secret}`, '1:9 height: expected a number, found another text'],
    ['one of some', `opens: ${secret}`, '1:8 opens: expected one of "inward", "outward", found another text'],
    [
      'a name of a field',
      `${secret}: 1`,
      /^1:1 : what stands here is not a field of a house; its fields are/,
    ],
    [
      'a name in a list',
      `codes: [{ code: door, ${secret} }]`,
      /^1:23 codes\[0\]: what stands here is not a field of "codes\[0\]"/,
    ],
    ['an alias', `door: *${secret}`, /^null:null : is not valid YAML: a text that begins with \* has to/],
    ['a tag', `door: !${secret} x`, '1:7 : not valid YAML: tag resolve failed'],
    ['the middle of nothing', `door: { code: a }\n"${secret}`, /^\d:\d+ : not valid YAML: [a-z ]+$/],
    ['an escape', `door: "\\${secret}"`, /^1:\d+ : not valid YAML: [a-z ]+$/],
    ['a directive', `%${secret}\n---\ndoor: 1`, /not valid YAML: bad directive$/],
  ])('does not quote what stands in the place of %s', (_place, text, message) => {
    const mistakes = mistakesIn(text, closed);
    expect(mistakes.join('\n')).not.toContain(secret);
    expect(mistakes[0]).toMatch(message);
    // The same mistake in a file without secrets is told with what was found.
    expect(mistakesIn(text)).not.toEqual(mistakes);
  });

  it('does not quote a secret of digits, and quotes a number where one belongs', () => {
    expect(mistakesIn('door: { code: 12345678 }\nheight: -2\n', closed)).toEqual([
      '1:15 door.code: expected text, found a number; put it in quotes',
      '2:9 height: expected a number of at least 0, found the number -2',
    ]);
  });
});
