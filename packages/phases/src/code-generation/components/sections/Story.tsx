import type { JSX } from 'preact';
import type { SectionProps } from '../../section-props.js';
import { Actions } from '../Actions.js';
import { Band } from '../Band.js';
import { Head } from '../Head.js';
import { Picture } from '../Picture.js';

/** What the business is, in running text. */
export function Story(props: SectionProps): JSX.Element {
  const { view, section, copy } = props;
  const words = (
    <div class="prose">
      {copy.body.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <Actions view={view} section={section} copy={copy} />
    </div>
  );
  if (section.variant === 'media') {
    return (
      <Band {...props}>
        <div class="wrap beside">
          <Picture
            view={view}
            section={section}
            slot="main"
            frame="frame-tall"
            sizes="(min-width: 60rem) 42vw, 92vw"
          />
          <div class="beside-words">
            <Head {...props} />
            {words}
          </div>
        </div>
      </Band>
    );
  }
  return (
    <Band {...props} state={section.band === 'inverted' ? 'patterned' : undefined}>
      <div class="wrap story-grid">
        <Head {...props} />
        {words}
      </div>
    </Band>
  );
}
