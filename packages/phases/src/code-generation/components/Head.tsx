import type { ComponentChildren, JSX } from 'preact';
import type { SectionProps } from '../section-props.js';
import { headingId } from './Band.js';
import { Title } from './Title.js';

interface HeadProps extends Pick<SectionProps, 'section' | 'copy' | 'level'> {
  /** `pair`: heading left and lead right; `stack`: one over the other. */
  readonly arrange?: 'pair' | 'stack';
  readonly children?: ComponentChildren;
}

/** The opening of a section: a few words over the heading, the heading, a lead. */
export function Head({ section, copy, level, arrange = 'stack', children }: HeadProps): JSX.Element {
  return (
    <header class={`head head-${arrange}`}>
      <div class="head-title">
        {copy.kicker !== null && <p class="kicker">{copy.kicker}</p>}
        <Title level={level} id={headingId(section)}>
          {copy.heading}
        </Title>
      </div>
      {copy.lead !== null && <p class="lead">{copy.lead}</p>}
      {children}
    </header>
  );
}
