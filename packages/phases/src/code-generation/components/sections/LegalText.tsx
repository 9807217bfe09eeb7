import type { JSX } from 'preact';
import type { SectionProps } from '../../section-props.js';
import { Band } from '../Band.js';
import { Head } from '../Head.js';

/** Text that has to be there, in a narrow column. */
export function LegalText(props: SectionProps): JSX.Element {
  const { copy, items } = props;
  const sentences = [...new Set([...copy.body, ...items.map((item) => item.text ?? item.title)])];
  return (
    <Band {...props}>
      <div class="wrap">
        <Head {...props} />
        <div class="prose">
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      </div>
    </Band>
  );
}
