import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ListScanner } from '../src/list-scanner.js';

/** What is found of `list`, piece by piece. */
function found(...pieces: string[]): string[][] {
  const scanner = new ListScanner('list');
  return pieces.map((piece) => scanner.read(piece));
}

/** The text in pieces of the given lengths, and the rest. */
function cut(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const length of lengths) {
    pieces.push(text.slice(start, start + length));
    start += length;
  }
  return [...pieces, text.slice(start)];
}

/** JSON with some characters of its strings as escapes; `choices` says which. */
function withEscapes(json: string, choices: readonly boolean[]): string {
  let at = 0;
  return json.replace(/\\.|[^\\]/gs, (unit) => {
    const escape = choices[at++ % choices.length] && /^[a-zA-Zé-\uffff]$/.test(unit);
    return escape ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}` : unit;
  });
}

/** Escapes only within strings: outside of them letters are literals. */
function escaped(json: string, choices: readonly boolean[]): string {
  return json.replace(/"(?:\\.|[^"\\])*"/gs, (string) => withEscapes(string, choices));
}

describe('ListScanner', () => {
  it('gives an object, a list and a text with their last character, a number with what comes after', () => {
    expect(found('{"list":[{"a":1', '}', ',[1,[2]', ']', ',"x', '"', ',12', '3', ',4', ']', '}')).toEqual([
      [],
      ['{"a":1}'],
      [],
      ['[1,[2]]'],
      [],
      ['"x"'],
      [],
      [],
      ['123'],
      ['4'],
      [],
    ]);
  });

  it.each([
    ['a list within something else', '{"other":{"list":[1]},"list":[2]}', ['2']],
    ['its name as a text', '{"a":"list","list":[1]}', ['1']],
    ['its name among items', '{"a":["list",[5]],"list":[1]}', ['1']],
    [
      'brackets, quotes and backslashes in texts',
      '{"list":["]}\\"[{,","\\\\"],"z":[3]}',
      ['"]}\\"[{,"', '"\\\\"'],
    ],
    ['an escaped key', '{"\\u006cist":[1]}', ['1']],
    ['blanks', ' {\n"list" :\t[ 1 , { } , null ] }', ['1', '{ }', 'null']],
    ['no item', '{"list":[ ]}', []],
    ['something else than a list', '{"list":{"a":[1]}}', []],
    ['no object', '[["list",[1]]]', []],
    ['no JSON', 'I cannot: [1], {x', []],
    ['more brackets closed than opened', ']}]}{"list":[1]}', []],
  ])('finds items where there is %s', (_name, text, items) => {
    expect(found(text)).toEqual([items]);
    expect(found(...text.split('')).flat()).toEqual(items);
  });

  it('finds what the parser finds, however it is written and cut', () => {
    const object = fc
      .tuple(
        fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()),
        fc.array(fc.jsonValue()),
        fc.nat(),
      )
      .map(([others, list, place]) => {
        const entries = Object.entries(others).filter(([key]) => key !== 'list' && key !== '__proto__');
        return Object.fromEntries(entries.toSpliced(place % (entries.length + 1), 0, ['list', list]));
      });
    fc.assert(
      fc.property(
        object,
        fc.constantFrom(undefined, 1, '\t'),
        fc.array(fc.boolean(), { minLength: 1 }),
        fc.array(fc.nat({ max: 7 })),
        (value, indent, choices, lengths) => {
          const text = escaped(JSON.stringify(value, undefined, indent), choices);
          const written = JSON.parse(text) as { list: unknown[] }; // made so above
          const items = found(...cut(text, lengths)).flat();
          expect(items.map((item): unknown => JSON.parse(item))).toEqual(written.list);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never throws', () => {
    const json = fc.array(fc.constantFrom(...'{}[],:"\\u0 1a'.split(''), '"list"', '{"list":['));
    fc.assert(fc.property(json, (pieces) => void found(...pieces)));
  });
});
