import type { Brief } from '../../brief/schema.js';
import type { Check, Found, Outcome } from '../check.js';
import { together } from '../check.js';
import { honoursIn } from '../claims/honours.js';
import { namesIn } from '../claims/names.js';
import type { Passage } from '../claims/passages.js';
import { passagesOf } from '../claims/passages.js';
import { isInBrief, quotationsIn } from '../claims/quotations.js';
import type { Sources } from '../claims/sources.js';
import { sourcesOf } from '../claims/sources.js';
import { addressesIn, hasAddress, withoutAddresses } from '../../wording/addresses.js';
import { isCount } from '../../wording/counts.js';
import { figuresIn } from '../../wording/figures.js';
import { shortened } from '../dom.js';
import type { SitePage } from '../site-reading.js';

/** Every number, price, time, quotation, name and honour in the text traces to something that the brief says. */
export const claimsCheck: Check = {
  name: 'claims',
  area: 'truth',
  run(site, brief) {
    const sources = sourcesOf(brief);
    return together(site.pages.map((page) => claimsOf(page, sources, brief)));
  },
};

function claimsOf(page: SitePage, sources: Sources, brief: Brief): Outcome {
  return together(
    passagesOf(page).map((passage) => {
      // The figures and names in addresses that the brief has are not claims.
      const text = withoutAddresses(passage.text, (address) => hasAddress(sources.addresses, address));
      const rest = { ...passage, text };
      const outcomes = together([
        figureClaims(rest, sources),
        quotationClaims(passage, sources),
        nameClaims(rest, sources, brief),
        honourClaims(passage, sources),
        addressClaims(text),
      ]);
      return {
        ...outcomes,
        findings: outcomes.findings.map((found) => ({ ...found, page: page.path, phase: passage.phase })),
      };
    }),
  );
}

function figureClaims({ text }: Passage, sources: Sources): Outcome {
  const figures = figuresIn(text);
  return {
    examined: figures.length,
    findings: figures
      .filter((figure) => !sources.figures.has(figure.key) && !isCount(figure, text, sources.counts))
      .map(({ written, at }) =>
        claim(
          'error',
          `"${written}" is nowhere in the brief. Take it out, or add the fact to the brief.`,
          around(text, at),
        ),
      ),
  };
}

function quotationClaims(passage: Passage, sources: Sources): Outcome {
  const quotations = quotationsIn(passage);
  return {
    examined: quotations.length,
    findings: quotations
      .filter((quotation) => !isInBrief(quotation, sources))
      .map((quotation) =>
        claim(
          'error',
          'A quotation is not in the brief in these words. Nobody may be quoted with what they did not say.',
          quotation,
        ),
      ),
  };
}

function nameClaims(passage: Passage, sources: Sources, brief: Brief): Outcome {
  const { examined, strange } = namesIn(passage, sources, brief.language);
  return {
    examined,
    findings: strange.map(({ name, sure }) =>
      claim(
        sure ? 'error' : 'warning',
        `"${name}" looks like a name, and the brief does not have it. Take it out, or add it to the brief.`,
        around(passage.text, Math.max(0, passage.text.indexOf(name.split(' ')[0] ?? name))),
      ),
    ),
  };
}

function honourClaims({ text }: Passage, sources: Sources): Outcome {
  return {
    examined: 0,
    findings: honoursIn(text, sources).map(({ written, at }) =>
      claim('error', `"${written}" is an honour that the brief does not claim.`, around(text, at)),
    ),
  };
}

/** Addresses of mail and the web that the brief does not have. */
function addressClaims(text: string): Outcome {
  const found = addressesIn(text);
  return {
    examined: found.length,
    findings: found.map(({ written, at }) =>
      claim('error', `The address "${shortened(written)}" is not in the brief.`, around(text, at)),
    ),
  };
}

function claim(severity: Found['severity'], message: string, snippet: string): Found {
  return { severity, message, page: null, snippet: shortened(snippet), phase: 'copywriting' };
}

/** Some words on both sides of a place in a text. */
function around(text: string, at: number): string {
  const start = at <= 60 ? 0 : text.indexOf(' ', at - 60) + 1;
  return text.slice(start, at + 90).trim();
}
