import type { JSX } from 'preact';
import type { SectionProps } from '../../section-props.js';
import { Actions } from '../Actions.js';
import { Band } from '../Band.js';
import { Head } from '../Head.js';

/** One thing to do. */
export function CallToAction(props: SectionProps): JSX.Element {
  const { view, section, copy } = props;
  const patterned = section.variant === 'band' && section.band === 'inverted';
  return (
    <Band {...props} state={patterned ? 'patterned' : undefined}>
      <div class="wrap">
        <div class={section.variant === 'panel' ? 'cta-row cta-box' : 'cta-row'}>
          <Head {...props} />
          <Actions view={view} section={section} copy={copy} />
        </div>
      </div>
    </Band>
  );
}
