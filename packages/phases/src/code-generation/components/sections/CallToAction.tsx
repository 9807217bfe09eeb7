import type { JSX } from 'preact';
import type { SectionProps } from '../../section-props.js';
import { Actions } from '../Actions.js';
import { Band } from '../Band.js';
import { Head } from '../Head.js';

/** One thing to do. */
export function CallToAction(props: SectionProps): JSX.Element {
  const { view, section, copy } = props;
  const panel = section.variant === 'panel';
  // The panel is dark itself: on a dark ground it would be lost, and on a bright one too loud.
  const band = panel && section.band !== 'tinted' ? 'plain' : section.band;
  return (
    <Band {...props} section={{ ...section, band }} state={band === 'inverted' ? 'patterned' : undefined}>
      <div class="wrap">
        <div class={panel ? 'cta-row cta-box' : 'cta-row'}>
          <Head {...props} />
          <Actions view={view} section={section} copy={copy} />
        </div>
      </div>
    </Band>
  );
}
