import type { JSX } from 'preact';
import type { SectionProps } from '../../section-props.js';
import { Actions } from '../Actions.js';
import { Band } from '../Band.js';
import { Head } from '../Head.js';
import { Title } from '../Title.js';

/** Questions with their answers, in the words of the brief. */
export function Faq(props: SectionProps): JSX.Element {
  const { view, section, copy, items, level } = props;
  if (section.variant === 'stacked') {
    return (
      <Band {...props}>
        <div class="wrap">
          <Head {...props} arrange="pair" />
          <div class="answers" data-count={items.length}>
            {items.map((item) => (
              <div key={item.ref ?? item.title} class="answer">
                <Title level={level + 1}>{item.title}</Title>
                <p>{item.text}</p>
              </div>
            ))}
          </div>
          <Actions view={view} section={section} copy={copy} />
        </div>
      </Band>
    );
  }
  return (
    <Band {...props}>
      <div class="wrap faq-grid">
        <div>
          <Head {...props} />
          <Actions view={view} section={section} copy={copy} />
        </div>
        <div class="questions">
          {items.map((item, place) => (
            <details key={item.ref ?? item.title} open={place === 0}>
              <summary>{item.title}</summary>
              <p>{item.text}</p>
            </details>
          ))}
        </div>
      </div>
    </Band>
  );
}
