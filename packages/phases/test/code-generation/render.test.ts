import { describe, expect, it } from '@jest/globals';
import { DomUtils, parseDocument } from 'htmlparser2';
import { renderPage } from '../../src/code-generation/render.js';
import { sampleBrief, sampleNames, samplePages, sampleSite } from './sample-site.js';

type Element = ReturnType<typeof DomUtils.findAll>[number];

function elementsOf(html: string, name?: string): Element[] {
  return DomUtils.findAll(
    (element) => name === undefined || element.name === name,
    parseDocument(html).children,
  );
}

describe('renderPage', () => {
  it.each(sampleNames)('has one h1 first and no level left out (%s)', (name) => {
    for (const page of samplePages(name)) {
      const levels = elementsOf(page.contents)
        .filter((element) => /^h[1-6]$/.test(element.name))
        .map((element) => Number(element.name[1]));
      expect(levels[0]).toBe(1);
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      levels.slice(1).forEach((level, place) => expect(level - (levels[place] ?? 0)).toBeLessThanOrEqual(1));
    }
  });

  it.each(sampleNames)('names every section by a heading that is there (%s)', (name) => {
    for (const page of samplePages(name)) {
      const ids = new Set(elementsOf(page.contents).map((element) => element.attribs['id']));
      const sections = elementsOf(page.contents, 'section');
      expect(sections.length).toBeGreaterThan(3);
      for (const section of sections) expect(ids).toContain(section.attribs['aria-labelledby']);
    }
  });

  it.each(sampleNames)('gives every picture its size, alternative text and versions (%s)', (name) => {
    const images = samplePages(name).flatMap((page) => elementsOf(page.contents, 'img'));
    expect(images.length).toBeGreaterThan(8);
    for (const { attribs } of images) {
      expect(Number(attribs['width'])).toBeGreaterThan(0);
      expect(Number(attribs['height'])).toBeGreaterThan(0);
      expect(attribs['alt']).toBeDefined();
      if (attribs['src']?.endsWith('.webp'))
        expect(attribs['srcset']).toContain(`${attribs['src']} ${attribs['width']}w`);
    }
  });

  it('fetches the first picture at once and the others when they come near', () => {
    const [home] = samplePages('bakery');
    const pictures = elementsOf(home?.contents ?? '', 'img').filter(({ attribs }) =>
      attribs['src']?.endsWith('.webp'),
    );
    expect(pictures[0]?.attribs).toMatchObject({ loading: 'eager', fetchpriority: 'high' });
    expect(pictures.slice(1).every(({ attribs }) => attribs['loading'] === 'lazy')).toBe(true);
  });

  it('says which page it is in the navigation', () => {
    const [, second] = samplePages('bakery');
    const current = elementsOf(second?.contents ?? '', 'a').filter(
      ({ attribs }) => attribs['aria-current'] === 'page',
    );
    expect(current.map(({ attribs }) => attribs['href'])).toEqual(['our-bread.html', 'our-bread.html']);
  });

  it('asks nobody else for anything', () => {
    for (const name of sampleNames) {
      for (const page of samplePages(name)) {
        const fetched = elementsOf(page.contents)
          .filter((element) => element.name !== 'a' && element.name !== 'form')
          .flatMap(({ name: tag, attribs }) =>
            tag === 'link' && attribs['rel'] === 'canonical'
              ? []
              : [attribs['src'], attribs['href'], attribs['srcset']],
          )
          .filter((address) => address !== undefined);
        expect(fetched.length).toBeGreaterThan(5);
        expect(fetched.filter((address) => /^(?:[a-z]+:)?\/\//i.test(address))).toEqual([]);
        expect(elementsOf(page.contents, 'script').map(({ attribs }) => attribs['type'])).toEqual([
          'application/ld+json',
        ]);
      }
    }
  });

  it('writes absolute addresses only when the site has one', () => {
    const brief = sampleBrief('bakery');
    const [known] = samplePages('bakery', 'Words', { ...brief, url: 'https://hearthandrye.example/shop' });
    expect(known?.contents).toContain('<link rel="canonical" href="https://hearthandrye.example/shop/"/>');
    expect(known?.contents).toContain('content="https://hearthandrye.example/shop/assets/images/');
    const [unknown] = samplePages('bakery', 'Words', { ...brief, url: undefined });
    expect(unknown?.contents).not.toContain('canonical');
    expect(unknown?.contents).not.toContain('og:url');
    expect(unknown?.contents).not.toContain('og:image');
  });

  it('leaves a page whole when copy, pictures or sections are missing', () => {
    const [home] = sampleSite('bakery');
    if (home === undefined) throw new Error('A sample site has a home page');
    const keys = [...home.page.sectionKeys, 'unknown', ...home.page.sectionKeys.slice(0, 2)];
    const page = renderPage({ ...home, copy: [], imagePlans: [], page: { ...home.page, sectionKeys: keys } });
    const ids = elementsOf(page.contents).flatMap(({ attribs }) => attribs['id'] ?? []);
    expect(ids).toEqual([...new Set(ids)]);
    expect(elementsOf(page.contents, 'h1').map((heading) => DomUtils.textContent(heading))).toEqual(['Home']);
  });

  it('gives the same bytes for the same sources', () => {
    expect(samplePages('climbing-gym')).toEqual(samplePages('climbing-gym'));
  });
});
