import type { JSX } from 'preact';
import { sectionProps } from '../section-props.js';
import type { PageView } from '../view.js';
import { Footer } from './Footer.js';
import { Header } from './Header.js';
import { Meta } from './Meta.js';
import { SectionView } from './SectionView.js';

/** A whole page. */
export function Document({ view }: { readonly view: PageView }): JSX.Element {
  const { choice } = view.styleSystem;
  return (
    <html lang={view.brief.language}>
      <Meta view={view} />
      <body class={`is-${choice.character}`}>
        <a class="skip" href="#content">
          {view.words.skip}
        </a>
        <Header view={view} />
        <main id="content">
          {view.sections.map((section, place) => (
            <SectionView key={section.key} {...sectionProps(view, section, place)} />
          ))}
        </main>
        <Footer view={view} />
      </body>
    </html>
  );
}
