import type { SectionType } from '../section-planning/artifact.js';
import type { Band } from './artifact.js';
import { unreachable } from '../unreachable.js';

/** The most dark bands, and bands in the colour of the brand, that a page bears. */
const most: Partial<Record<Band, number>> = { inverted: 2, accent: 1 };

/**
 * The ground of each section of a page: the first of the grounds that suit its type and variant which its neighbour
 * does not have and the page still bears.
 *
 * @param page the place of the page; the preference for its ends turns with it, so that pages differ
 */
export function bandsOf(looks: readonly { type: SectionType; variant: string }[], page: number): Band[] {
  const bands: Band[] = [];
  for (const [at, { type, variant }] of looks.entries()) {
    const used = (band: Band) => bands.filter((other) => other === band).length;
    // A call to action is loud, and the footer below it dark: what stands before it is light.
    const isBeforeCall = looks[at + 1]?.type === 'cta';
    const preferred = suitable(type, variant, page).filter((band) => band !== 'inverted' || !isBeforeCall);
    const free = preferred.filter((band) => used(band) < (most[band] ?? Number.POSITIVE_INFINITY));
    bands.push(free.find((band) => band !== bands.at(-1)) ?? free[0] ?? 'plain');
  }
  return bands;
}

function suitable(type: SectionType, variant: string, page: number): readonly Band[] {
  switch (type) {
    case 'hero':
      return variant === 'banner' ? (page % 2 === 0 ? ['tinted', 'plain'] : ['plain']) : ['plain'];
    case 'facts':
      // A strip stands between hairlines under the hero and belongs to it.
      return variant === 'strip' ? ['plain'] : ['tinted', 'plain'];
    case 'offerings':
      return ['plain', 'tinted'];
    case 'story':
      return variant === 'statement' ? ['accent', 'tinted', 'plain'] : ['tinted', 'plain'];
    case 'process':
      return ['tinted', 'plain'];
    case 'visit':
      return variant === 'band' ? ['inverted', 'tinted', 'plain'] : ['tinted', 'plain'];
    case 'contact':
      return ['accent', 'tinted', 'plain'];
    case 'cta':
      return page % 2 === 0 ? ['accent', 'inverted', 'tinted'] : ['inverted', 'accent', 'tinted'];
    case 'testimonials':
      return ['inverted', 'tinted', 'plain'];
    case 'gallery':
    case 'faq':
    case 'team':
    case 'legal-text':
      return ['plain', 'tinted'];
    default:
      return unreachable(type);
  }
}
