import type { JSX } from 'preact';
import type { SectionProps } from '../../section-props.js';
import { Actions } from '../Actions.js';
import { Band } from '../Band.js';
import { Head } from '../Head.js';
import { Picture } from '../Picture.js';
import { Title } from '../Title.js';

/** How it works, step by step. */
export function Process(props: SectionProps): JSX.Element {
  const { view, section, copy, items, level } = props;
  const steps = (
    <ol class="steps" data-count={items.length}>
      {items.map((item) => (
        <li key={item.ref ?? item.title}>
          <Title level={level + 1}>{item.title}</Title>
          {item.text !== null && <p>{item.text}</p>}
        </li>
      ))}
    </ol>
  );
  if (section.variant === 'numbered') {
    return (
      <Band {...props}>
        <div class="wrap beside">
          <Picture
            view={view}
            section={section}
            slot="main"
            frame="frame-down"
            sizes="(min-width: 60rem) 40vw, 92vw"
          />
          <div class="beside-words">
            <Head {...props} />
            {steps}
            <Actions view={view} section={section} copy={copy} />
          </div>
        </div>
      </Band>
    );
  }
  return (
    <Band {...props} state={section.band === 'inverted' ? 'patterned' : undefined}>
      <div class="wrap">
        <Head {...props} arrange="pair" />
        {steps}
        <Actions view={view} section={section} copy={copy} />
      </div>
    </Band>
  );
}
