import { describe, expect, it } from '@jest/globals';
import { briefSchema } from '../../src/brief/schema.js';
import { assessSite } from '../../src/quality-assessment/assess.js';
import { siteByRule } from './example-site.js';

const french = briefSchema.parse({
  name: 'Atelier Lumière',
  industry: 'photographe',
  location: 'Nantes',
  language: 'fr',
  tagline: 'La lumière d’abord',
  audiences: ['Familles'],
  tone: ['sobre'],
  services: [{ name: 'Portrait', description: 'Une heure au studio', price: '120 €' }],
  contact: { phone: '+33 2 40 55 00 00' },
});

async function languageFindings(brief: typeof french) {
  const { findings } = await assessSite(await siteByRule(brief), brief);
  return findings.filter(({ check }) => check === 'language');
}

describe('the language of a site', () => {
  it('is said where the rules wrote English around a brief in French', async () => {
    expect(await languageFindings(french)).toEqual([
      expect.objectContaining({
        severity: 'warning',
        page: null,
        phase: 'copywriting',
        message: expect.stringMatching(
          /the language "fr", and the words around its own are English \(.*"you".*OPENAI_API_KEY/,
        ),
      }),
    ]);
  });

  it('is not doubted where the brief is in English, or has the English words itself', async () => {
    expect(await languageFindings({ ...french, language: 'en' })).toEqual([]);
    const words = 'The what, when and how, with that about your and you.';
    expect(await languageFindings({ ...french, statements: [words] })).toEqual([]);
  });
});
