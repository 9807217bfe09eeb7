import type { JSX } from 'preact';
import type { SectionType } from '../../section-planning/artifact.js';
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

const components: Readonly<Record<SectionType, (props: SectionProps) => JSX.Element>> = {
  hero: Hero,
  facts: Facts,
  offerings: Offerings,
  story: Story,
  process: Process,
  gallery: Gallery,
  visit: Visit,
  faq: Faq,
  testimonials: Testimonials,
  team: Team,
  contact: Contact,
  cta: CallToAction,
  'legal-text': LegalText,
};

/** A section, by its type. A list without items shows nothing: an empty section is worse than none. */
export function SectionView(props: SectionProps): JSX.Element | null {
  const { section, items, level } = props;
  if (section.items !== null && section.items.min > 0 && items.length === 0 && level > 1) return null;
  const Component = components[section.type];
  return <Component {...props} />;
}
