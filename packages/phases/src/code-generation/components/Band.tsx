import type { ComponentChildren, JSX } from 'preact';
import type { Section } from '../../layout-generation/artifact.js';
import type { SectionProps } from '../section-props.js';

interface BandProps extends Pick<SectionProps, 'section' | 'named'> {
  /** A further class, for a state of the variant. */
  readonly state?: string | undefined;
  readonly children: ComponentChildren;
}

/** The ground that a section stands on, named by its heading. */
export function Band({ section, named, state, children }: BandProps): JSX.Element {
  const names = ['band', `band-${section.band}`, section.type, `${section.type}-${section.variant}`, state];
  return (
    <section
      id={section.key}
      class={names.filter(Boolean).join(' ')}
      aria-labelledby={named ? headingId(section) : undefined}
    >
      {children}
    </section>
  );
}

/** The id of a section's heading. */
export function headingId(section: Section): string {
  return `${section.key}-heading`;
}
