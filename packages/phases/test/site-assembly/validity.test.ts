import { describe, expect, it } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import { notFoundPage } from '../../src/site-assembly/not-found.js';
import { sampleBrief, sampleNames, samplePages } from '../code-generation/sample-site.js';

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
});

describe('the HTML of every variant', () => {
  it.each(sampleNames)('has nothing that html-validate finds (%s)', async (name) => {
    const brief = sampleBrief(name);
    const pages = [...samplePages(name), { path: '404.html', contents: notFoundPage(brief, 'warm') }];
    for (const page of pages) {
      const report = await validator.validateString(page.contents, page.path);
      const findings = report.results.flatMap((result) =>
        result.messages.map(
          ({ ruleId, message, line, column }) => `${page.path}:${line}:${column} ${ruleId}: ${message}`,
        ),
      );
      expect(findings).toEqual([]);
    }
  });
});
