import type { Brief } from '../../brief/schema.js';
import type { Check, Found } from '../check.js';
import { visibleText } from '../claims/passages.js';
import { bare, sourcesOf } from '../claims/sources.js';
import { attribute, elements, snippetOf } from '../dom.js';
import type { SitePage } from '../site-reading.js';

/** Every page says its language, the one of the brief, so that it is read out and hyphenated right; and is in it. */
export const languageCheck: Check = {
  name: 'language',
  area: 'accessibility',
  run(site, brief) {
    const findings = [...site.pages.flatMap((page) => declared(page, brief)), ...written(site.pages, brief)];
    return { examined: site.pages.length, findings };
  },
};

function declared({ path, dom, hidden }: SitePage, brief: Brief): Found[] {
  const html = elements(dom, 'html')[0];
  const language = html && attribute(html, 'lang');
  if (language?.toLowerCase() === brief.language.toLowerCase()) return [];
  return [
    {
      severity: 'error',
      message: `The page says that its language is ${language === undefined ? 'unknown' : `"${language}"`}; the brief says "${brief.language}".`,
      page: path,
      snippet: html === undefined ? null : snippetOf(html).slice(0, 80),
      phase: hidden ? 'site-assembly' : 'code-generation',
    },
  ];
}

/** The rules, which write where no model does, know English alone: a site of another language must not hide that. */
function written(pages: readonly SitePage[], brief: Brief): Found[] {
  if (/^en\b/i.test(brief.language)) return [];
  const own = new Set(sourcesOf(brief).texts.flatMap((text) => text.split(' ')));
  const text = pages.filter(({ hidden }) => !hidden).map(visibleText);
  const words = new Set(bare(text.join('\n')).split(' '));
  const english = plainlyEnglish.filter((word) => words.has(word) && !own.has(word));
  if (english.length < atLeast) return [];
  return [
    {
      severity: 'warning',
      message:
        `The brief asks for the language "${brief.language}", and the words around its own are English (${english.map((word) => `"${word}"`).join(', ')}): ` +
        'without a model nothing else is written. Set OPENAI_API_KEY, or put these words right by hand.',
      page: null,
      snippet: null,
      phase: 'copywriting',
    },
  ];
}

// Common in English, and no words of the languages that share its letters.
const plainlyEnglish = ['the', 'with', 'you', 'your', 'what', 'when', 'and', 'that', 'about', 'how'];
// One may be part of a name.
const atLeast = 2;
