import type { JSX } from 'preact';
import type { SectionProps } from '../../section-props.js';
import { Band } from '../Band.js';
import { Head } from '../Head.js';
import { Title } from '../Title.js';

/** The people of the brief, with initials where a portrait would be: a face is never made up. */
export function Team(props: SectionProps): JSX.Element {
  const { section, items, level } = props;
  return (
    <Band {...props}>
      <div class="wrap">
        <Head {...props} arrange="pair" />
        <ul class={section.variant === 'cards' ? 'tiles people' : 'people-rows'} data-count={items.length}>
          {items.map((item) => (
            <li key={item.ref ?? item.title} class={section.variant === 'cards' ? 'card person' : 'person'}>
              <span class="initials" aria-hidden="true">
                {initials(item.title)}
              </span>
              <div class="person-name">
                <Title level={level + 1}>{item.title}</Title>
                {item.detail !== null && <p class="role">{item.detail}</p>}
              </div>
              {item.text !== null && <p class="person-text">{item.text}</p>}
            </li>
          ))}
        </ul>
      </div>
    </Band>
  );
}

/** First letters of the first and the last name. */
function initials(name: string): string {
  const letters = name.split(/\s+/).map(firstLetter);
  return letters.length > 1 ? `${letters[0]}${letters.at(-1)}` : (letters[0] ?? '');
}

const segmenter = new Intl.Segmenter();

/** What a reader takes for the first letter, whatever it is made of. */
function firstLetter(word: string): string {
  const [first] = segmenter.segment(word);
  return first?.segment ?? '';
}
