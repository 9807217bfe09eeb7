import type { JSX } from 'preact';
import type { SectionProps } from '../../section-props.js';
import { Band } from '../Band.js';
import { Head } from '../Head.js';
import { Picture } from '../Picture.js';

/** Pictures, in a mosaic or a row. */
export function Gallery(props: SectionProps): JSX.Element {
  const { view, section } = props;
  return (
    <Band {...props}>
      <div class="wrap">
        <Head {...props} arrange="pair" />
        <div class="pictures" data-count={section.imageSlots.length}>
          {section.imageSlots.map(({ slot }, place) => (
            <Picture
              key={slot}
              view={view}
              section={section}
              slot={slot}
              frame={
                section.variant === 'row' ? (place % 2 === 0 ? 'frame-up' : 'frame-down') : 'frame-corner'
              }
              sizes={place === 0 ? '(min-width: 60rem) 46vw, 92vw' : '(min-width: 60rem) 30vw, 46vw'}
            />
          ))}
        </div>
      </div>
    </Band>
  );
}
