import { describe, expect, it } from '@jest/globals';
import { actionTargets } from '../../src/brief/schema.js';
import { hrefOf } from '../../src/code-generation/links.js';
import { sampleBrief, sampleView } from './sample-site.js';

describe('hrefOf', () => {
  const view = sampleView('bakery');

  it('leads to phone, mail and map of the brief', () => {
    expect(hrefOf('phone', view)).toBe('tel:+4415845550142');
    expect(hrefOf('email', view)).toBe('mailto:hello@hearthandrye.example');
    expect(hrefOf('map', view)).toBe(sampleBrief('bakery').contact.mapUrl);
  });

  it('leads to a section of this page, or of the first page that has one', () => {
    for (const target of ['contact', 'offerings', 'process', 'story', 'visit', 'faq', 'gallery'] as const) {
      const href = hrefOf(target, view) ?? '';
      const [file, key] = href.split('#');
      expect(view.sectionOf(key ?? '')?.type).toBe(target);
      expect(file === '' || view.pages.some((page) => `${page.slug}.html` === file)).toBe(true);
    }
  });

  it('never leads to the section that it stands in', () => {
    for (const section of view.sections) {
      for (const target of actionTargets)
        expect(hrefOf(target, view, section.key)).not.toBe(`#${section.key}`);
    }
  });

  it('leads nowhere when the site has nothing of the kind', () => {
    const bare = sampleView('bakery', { ...sampleBrief('bakery'), contact: {} });
    expect(hrefOf('phone', bare)).toBeNull();
    expect(hrefOf('map', bare)).toBeNull();
  });
});
