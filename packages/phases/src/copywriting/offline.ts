import type { SectionCopy } from './artifact.js';
import { openDesk, type CopyInputs, type Desk } from './desk.js';
import { finished, type Words } from './finish.js';
import { writeContact, writeInvitation } from './sections/contact.js';
import { writeFacts } from './sections/facts.js';
import { writeFaq } from './sections/faq.js';
import { writeHero } from './sections/hero.js';
import { writeOfferings } from './sections/offerings.js';
import { writeProcess } from './sections/process.js';
import { writeGallery, writeLegalText, writeTeam, writeTestimonials } from './sections/shown.js';
import { writeStory } from './sections/story.js';
import { writeVisit } from './sections/visit.js';
import { unreachable } from '../unreachable.js';

/**
 * The words of a section by rule: the sentences of the brief that the section was planned with, under headings that
 * only use what is true. The same inputs give the same words.
 */
export function writeCopy(inputs: CopyInputs): SectionCopy {
  const desk = openDesk(inputs);
  return finished(wordsFor(desk), desk);
}

function wordsFor(desk: Desk): Words {
  const { type } = desk.section;
  switch (type) {
    case 'hero':
      return writeHero(desk);
    case 'facts':
      return writeFacts(desk);
    case 'offerings':
      return writeOfferings(desk);
    case 'story':
      return writeStory(desk);
    case 'process':
      return writeProcess(desk);
    case 'gallery':
      return writeGallery(desk);
    case 'visit':
      return writeVisit(desk);
    case 'faq':
      return writeFaq(desk);
    case 'testimonials':
      return writeTestimonials(desk);
    case 'team':
      return writeTeam(desk);
    case 'contact':
      return writeContact(desk);
    case 'cta':
      return writeInvitation(desk);
    case 'legal-text':
      return writeLegalText(desk);
    default:
      return unreachable(type);
  }
}
