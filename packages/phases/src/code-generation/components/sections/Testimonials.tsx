import type { JSX } from 'preact';
import type { SectionProps } from '../../section-props.js';
import { Band, headingId } from '../Band.js';
import { Title } from '../Title.js';

/** What customers have said, verbatim. */
export function Testimonials(props: SectionProps): JSX.Element {
  const { section, copy, items, level } = props;
  return (
    <Band {...props} state={section.band === 'inverted' ? 'patterned' : undefined}>
      <div class="wrap">
        <Title
          level={level}
          id={headingId(section)}
          class={section.variant === 'single' ? 'unseen' : 'quotes-title'}
        >
          {copy.heading}
        </Title>
        <div class="quotes" data-count={items.length}>
          {items.map((item) => (
            <figure key={item.ref ?? item.title} class="quote">
              <blockquote>
                <p>{item.text}</p>
              </blockquote>
              <figcaption>
                <strong>{item.title}</strong>
                {item.detail !== null && <span>{item.detail}</span>}
              </figcaption>
            </figure>
          ))}
        </div>
      </div>
    </Band>
  );
}
