import { describe, expect, it } from '@jest/globals';
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BriefError } from '../../src/brief/brief-error.js';
import { parseBrief, readBrief } from '../../src/brief/read.js';

const least = {
  name: 'Still Point',
  industry: 'yoga studio',
  location: 'Leeds',
  audiences: ['Beginners'],
  tone: ['calm'],
  services: [{ name: 'Hatha' }],
};

/** The message for a text that is not a brief, a line a mistake. */
function mistakesIn(text: string): string[] {
  try {
    parseBrief(text, 'b.yaml');
  } catch (error) {
    if (error instanceof BriefError) return error.message.split('\n');
    throw error;
  }
  return [];
}

/** A valid brief in YAML with further lines after it. */
function withLines(...lines: string[]): string {
  return [
    'name: Still Point',
    'industry: yoga studio',
    'location: Leeds',
    'audiences: [Beginners]',
    'tone: [calm]',
    'services: [{ name: Hatha }]',
    ...lines,
  ].join('\n');
}

describe('parseBrief', () => {
  it('fills in the defaults of a brief of the required fields alone, in YAML and in JSON', () => {
    const brief = parseBrief(withLines(), 'b.yaml');
    expect(brief).toEqual(parseBrief(JSON.stringify(least, null, '\t'), 'b.json'));
    expect(brief).toMatchObject({ language: 'en', pages: [{ title: 'Home' }], contact: {}, facts: [] });
  });

  it('names the field, its place and what was found for a wrong type', () => {
    expect(mistakesIn(withLines('tagline: 2019'))).toEqual([
      'b.yaml:7:10 tagline: expected text, found the number 2019; put it in quotes: "2019"',
    ]);
    expect(mistakesIn(withLines('products:', '  - name: Mat', '    price: 4.80'))).toEqual([
      'b.yaml:9:12 products[0].price: expected text, found the number 4.8; put it in quotes: "4.80"',
    ]);
    expect(mistakesIn(withLines('statements: We teach'))).toEqual([
      'b.yaml:7:13 statements: expected a list, found "We teach"; begin each entry with "- "',
    ]);
  });

  it('says what a missing field is for, at the mapping that misses it', () => {
    expect(mistakesIn(withLines('people:', '  - name: A', '  - { name: B, role: C }'))).toEqual([
      'b.yaml:8:5 people[0].role: is missing; expected text (What the person does here)',
    ]);
  });

  it('suggests the field that an unknown one is nearest to, else lists them', () => {
    expect(mistakesIn(withLines('openinghours: []', 'hous: []'))).toEqual([
      expect.stringMatching(
        /^b\.yaml:7:1 openinghours: is not a field of a brief; its fields are name, industry, /,
      ),
      'b.yaml:8:1 hous: is not a field here. Did you mean "hours"?',
    ]);
    expect(mistakesIn(withLines('contact: { phon: "1" }'))).toEqual([
      'b.yaml:7:12 contact.phon: is not a field here. Did you mean "phone"?',
    ]);
  });

  it('says the form of addresses, colours, days, times and choices', () => {
    const found = mistakesIn(
      withLines(
        'url: still.example',
        'contact: { email: nobody }',
        'brand: { primary: red }',
        'hours: [{ days: Moon, opens: "7:00", closes: "25:00" }]',
        'callsToAction: [{ label: Write, target: mail }]',
      ),
    );
    expect(found).toEqual([
      'b.yaml:7:6 url: expected a web address such as "https://example.com", found "still.example"',
      'b.yaml:8:19 contact.email: expected an e-mail address such as "hello@example.com", found "nobody"',
      expect.stringMatching(/^b\.yaml:9:19 brand\.primary: A colour is written as # .*; found "red"$/),
      expect.stringMatching(/^b\.yaml:10:17 hours\[0\]\.days: Days are .*; found "Moon"$/),
      expect.stringMatching(/^b\.yaml:10:30 hours\[0\]\.opens: A time is .*; found "7:00"$/),
      expect.stringMatching(/^b\.yaml:10:46 hours\[0\]\.closes: A time is .*; found "25:00"$/),
      expect.stringMatching(
        /^b\.yaml:11:41 callsToAction\[0\]\.target: expected one of "contact".*found "mail"/,
      ),
    ]);
  });

  it('counts what is too long, too many or empty', () => {
    expect(mistakesIn(withLines(`tagline: ${'x'.repeat(130)}`, 'pages: []', 'hoursNote: ""'))).toEqual([
      expect.stringMatching(/^b\.yaml:7:10 tagline: expected at most 120 characters, found 130 characters, /),
      'b.yaml:8:8 pages: expected at least 1 entry, found a list of 0',
      'b.yaml:9:12 hoursNote: expected some text, found ""',
    ]);
  });

  it('does not count the letters of a text that stands where a list belongs', () => {
    expect(mistakesIn(withLines('imagery: a loaf of bread on a board'))).toEqual([
      'b.yaml:7:10 imagery: expected a list, found "a loaf of bread on a board"; begin each entry with "- "',
    ]);
  });

  it('reports rules across fields together with the faults of single fields', () => {
    const found = mistakesIn('name: 1\nhours: [{ days: Mon, opens: "09:00", note: 2 }]\n');
    expect(found).toContainEqual(expect.stringContaining('name: expected text'));
    expect(found).toContainEqual(expect.stringContaining('industry: is missing'));
    expect(found).toContainEqual(expect.stringContaining('hours[0]: Give both "opens" and "closes"'));
    expect(found).toContainEqual(
      expect.stringContaining('products: Give at least one of "products" and "services"'),
    );
  });

  it('has the problems as data too, in the order of the file', () => {
    try {
      parseBrief(withLines('hous: []', 'tagline: 3'), 'b.yaml');
      throw new Error('expected a BriefError');
    } catch (error) {
      if (!(error instanceof BriefError)) throw error;
      expect(error.problems.map(({ path, line, column }) => ({ path, line, column }))).toEqual([
        { path: 'hous', line: 7, column: 1 },
        { path: 'tagline', line: 8, column: 10 },
      ]);
    }
  });

  it.each([
    [
      'prose',
      'Dear all, we would like a website.',
      /^b\.yaml:1:1 expected the fields of a brief, .* found a single text$/,
    ],
    ['a list', '- name: X', /^b\.yaml:1:1 expected the fields of a brief, .* found a list$/],
    ['comments alone', '# a brief', /^b\.yaml:1:1 expected the fields of a brief, .* found nothing$/],
    ['broken YAML', 'name: [a\nfoo: b', /^b\.yaml:2:1 not valid YAML: /],
    ['a key twice', 'name: a\nname: b', /^b\.yaml:2:1 not valid YAML: Map keys must be unique$/],
    ['two documents', 'name: a\n---\nname: b', /not valid YAML: a second document begins here/],
    ['an alias of nothing', 'name: *gone', /^b\.yaml is not valid YAML: Unresolved alias/],
    ['brackets by the thousand', '['.repeat(20_000), /^b\.yaml is nested too deeply to be a brief$/],
  ])('refuses %s', (_, text, message) => {
    expect(mistakesIn(text)[0]).toMatch(message);
  });

  it('refuses aliases that unfold to more than they are', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh']) {
      bomb.push(`${to}: &${to} [${Array.from({ length: 10 }, () => `*${from}`).join(', ')}]`);
    }
    expect(mistakesIn(bomb.join('\n'))).toEqual([
      'b.yaml unfolds its aliases (*name) more often than a brief needs; write the values out',
    ]);
  });

  it('lets a few aliases stand', () => {
    const brief = parseBrief(withLines('tagline: &line Slow is fine', 'hoursNote: *line'), 'b.yaml');
    expect(brief.hoursNote).toBe('Slow is fine');
  });
});

describe('readBrief', () => {
  it('reads every brief among the examples', async () => {
    for (const name of ['bakery', 'law-firm', 'climbing-gym']) {
      const path = new URL(`../../../../examples/briefs/${name}.yaml`, import.meta.url).pathname;
      const { brief, source } = await readBrief(path);
      expect(brief.pages.length).toBeGreaterThan(1);
      expect(source).toEqual({ path, text: await readFile(path, 'utf8') });
    }
  });

  it('says of each file that is no brief why', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'brief-'));
    try {
      const file = async (name: string, content: string | Uint8Array): Promise<string> => {
        await writeFile(join(folder, name), content);
        return join(folder, name);
      };
      await mkdir(join(folder, 'inner'));
      const told = async (path: string): Promise<string> => {
        const error: unknown = await readBrief(path).catch((thrown: unknown) => thrown);
        return error instanceof BriefError ? error.message.replace(`${folder}/`, '') : String(error);
      };
      expect(await told(join(folder, 'inner'))).toBe(
        'inner is a folder; give the YAML or JSON file of a brief',
      );
      expect(await told(join(folder, 'none.yaml'))).toBe('none.yaml does not exist; check the path');
      expect(await told(await file('empty.yaml', ' \n'))).toMatch(
        /^empty\.yaml is empty; a brief begins with/,
      );
      expect(await told(await file('big.yaml', 'a'.repeat(10_000_000)))).toBe(
        'big.yaml has 10 MB, and a brief has at most 1 MB; is it the right file?',
      );
      expect(await told(await file('picture.yaml', Uint8Array.of(137, 80, 78, 71, 0)))).toMatch(
        /is not text in UTF-8/,
      );
      expect(await told(await file('latin.yaml', Uint8Array.of(0x6e, 0x61, 0xef, 0x76, 10)))).toMatch(
        /is not text in UTF-8/,
      );
      expect(await told('/dev/zero')).toBe(
        '/dev/zero is not a regular file; give the YAML or JSON file of a brief',
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('reads a file with a byte order mark', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'brief-'));
    try {
      await writeFile(join(folder, 'b.json'), `\uFEFF${JSON.stringify(least)}`);
      expect((await readBrief(join(folder, 'b.json'))).brief.name).toBe('Still Point');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
