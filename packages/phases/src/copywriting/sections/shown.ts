import type { Desk } from '../desk.js';
import { fromBank } from '../fill.js';
import type { Words } from '../finish.js';
import { gallery, legalText, team, testimonials } from '../headings.js';
import { itemsOf } from '../items.js';

/** People, with what the brief says of them. */
export function writeTeam(desk: Desk): Words {
  return { heading: fromBank(team, 'team', desk), items: itemsOf(desk, 'person') };
}

/** Quotations, verbatim. */
export function writeTestimonials(desk: Desk): Words {
  return { heading: fromBank(testimonials, 'testimonials', desk), items: itemsOf(desk, 'testimonial') };
}

export function writeGallery(desk: Desk): Words {
  return { heading: fromBank(gallery, 'gallery', desk) };
}

/** What has to be stated, in the words of the brief. */
export function writeLegalText(desk: Desk): Words {
  return {
    heading: fromBank(legalText, 'legal', desk),
    items: itemsOf(desk, 'legal'),
  };
}
