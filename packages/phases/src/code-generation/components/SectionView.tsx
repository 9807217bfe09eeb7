import type { JSX } from 'preact';
import type { SectionProps } from '../section-props.js';
import { CallToAction } from './sections/CallToAction.js';
import { Contact } from './sections/Contact.js';
import { Facts } from './sections/Facts.js';
import { Faq } from './sections/Faq.js';
import { Gallery } from './sections/Gallery.js';
import { Hero } from './sections/Hero.js';
import { LegalText } from './sections/LegalText.js';
import { Offerings } from './sections/Offerings.js';
import { Process } from './sections/Process.js';
import { Story } from './sections/Story.js';
import { Team } from './sections/Team.js';
import { Testimonials } from './sections/Testimonials.js';
import { Visit } from './sections/Visit.js';

/** A section, by its type. A list without items shows nothing: an empty section is worse than none. */
export function SectionView(props: SectionProps): JSX.Element | null {
  const { section, items, level } = props;
  if (section.items !== null && section.items.min > 0 && items.length === 0 && level > 1) return null;
  switch (section.type) {
    case 'hero':
      return <Hero {...props} />;
    case 'facts':
      return <Facts {...props} />;
    case 'offerings':
      return <Offerings {...props} />;
    case 'story':
      return <Story {...props} />;
    case 'process':
      return <Process {...props} />;
    case 'gallery':
      return <Gallery {...props} />;
    case 'visit':
      return <Visit {...props} />;
    case 'faq':
      return <Faq {...props} />;
    case 'testimonials':
      return <Testimonials {...props} />;
    case 'team':
      return <Team {...props} />;
    case 'contact':
      return <Contact {...props} />;
    case 'cta':
      return <CallToAction {...props} />;
    case 'legal-text':
      return <LegalText {...props} />;
  }
}
