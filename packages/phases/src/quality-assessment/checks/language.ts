import type { Check, Found } from '../check.js';
import { attribute, elements, snippetOf } from '../dom.js';

/** Every page says its language, the one of the brief, so that it is read out and hyphenated right. */
export const languageCheck: Check = {
  name: 'language',
  area: 'accessibility',
  run(site, brief) {
    const findings = site.pages.flatMap(({ path, dom, hidden }): Found[] => {
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
    });
    return { examined: site.pages.length, findings };
  },
};
