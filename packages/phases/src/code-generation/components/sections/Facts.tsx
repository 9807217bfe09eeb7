import type { JSX } from 'preact';
import type { SectionProps } from '../../section-props.js';
import { Band, headingId } from '../Band.js';
import { Title } from '../Title.js';

/** Large figures with what they say. In rows and on cards the heading is read out, not shown. */
export function Facts(props: SectionProps): JSX.Element {
  const { section, copy, items, level } = props;
  const shown = section.variant === 'band';
  return (
    <Band {...props} state={section.band === 'inverted' ? 'patterned' : undefined}>
      <div class="wrap">
        <Title level={level} id={headingId(section)} class={shown ? 'facts-title' : 'unseen'}>
          {copy.heading}
        </Title>
        <dl class="figures" data-count={items.length} data-long={items.some((item) => item.title.length > 7)}>
          {items.map((item) => (
            <div key={item.ref ?? item.title}>
              <dt>{item.text}</dt>
              <dd>{item.title}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Band>
  );
}
