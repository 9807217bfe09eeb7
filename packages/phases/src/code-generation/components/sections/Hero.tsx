import type { JSX } from 'preact';
import type { SectionProps } from '../../section-props.js';
import { Actions } from '../Actions.js';
import { Band } from '../Band.js';
import { Head } from '../Head.js';
import { HoursList } from '../HoursList.js';
import { Picture } from '../Picture.js';

/** The opening of a page. */
export function Hero(props: SectionProps): JSX.Element {
  switch (props.section.variant) {
    case 'split':
      return <SplitHero {...props} />;
    case 'cover':
      return <CoverHero {...props} />;
    case 'stacked':
      return <StackedHero {...props} />;
    case 'banner':
      return <BannerHero {...props} />;
    default:
      return <FrameHero {...props} />;
  }
}

/** Headline left; one large picture running to the right edge, its corner shaped, the hours on a floating card. */
function FrameHero(props: SectionProps): JSX.Element {
  const { view, section, copy } = props;
  return (
    <Band {...props} state={view.brief.hours.length > 0 ? 'has-card' : undefined}>
      <div class="hero-words">
        <Head {...props} />
        <Actions view={view} section={section} copy={copy} />
      </div>
      <div class="hero-picture">
        <Picture
          view={view}
          section={section}
          slot="main"
          frame="frame-edge"
          sizes="(min-width: 60rem) 58vw, 92vw"
          first={props.level === 1}
        />
        {view.brief.hours.length > 0 && (
          <div class="card hero-card">
            <HoursList view={view} />
          </div>
        )}
      </div>
    </Band>
  );
}

/** Headline under a rule, a tall picture beside it inside the margins. */
function SplitHero(props: SectionProps): JSX.Element {
  const { view, section, copy } = props;
  return (
    <Band {...props}>
      <div class="wrap hero-grid">
        <div class="hero-words">
          <Head {...props} />
          <Actions view={view} section={section} copy={copy} />
          {copy.note !== null && <p class="note">{copy.note}</p>}
        </div>
        <div class="hero-picture">
          <Picture
            view={view}
            section={section}
            slot="main"
            frame="frame-tall"
            sizes="(min-width: 60rem) 40vw, 92vw"
            first={props.level === 1}
          />
        </div>
      </div>
    </Band>
  );
}

/** Dark ground with a line drawing, a very large headline, a picture cut at a slant running to the edge. */
function CoverHero(props: SectionProps): JSX.Element {
  const { view, section, copy } = props;
  return (
    <Band {...props} section={{ ...section, band: 'inverted' }} state="patterned">
      <div class="hero-words">
        <Head {...props} />
        <Actions view={view} section={section} copy={copy} />
        <HoursList view={view} />
      </div>
      <div class="hero-picture">
        <Picture
          view={view}
          section={section}
          slot="main"
          frame="frame-slant"
          sizes="(min-width: 60rem) 55vw, 100vw"
          first={props.level === 1}
        />
      </div>
    </Band>
  );
}

/** A very large headline over the full width, the lead in a column, a wide picture below. */
function StackedHero(props: SectionProps): JSX.Element {
  const { view, section, copy } = props;
  return (
    <Band {...props}>
      <div class="wrap">
        <Head {...props} arrange="pair">
          <Actions view={view} section={section} copy={copy} />
        </Head>
        <div class="hero-picture">
          <Picture
            view={view}
            section={section}
            slot="main"
            frame="frame-wide"
            sizes="(min-width: 90rem) 84rem, 92vw"
            first={props.level === 1}
          />
        </div>
      </div>
    </Band>
  );
}

/** Heading and lead without a picture, for pages below the home page. */
function BannerHero(props: SectionProps): JSX.Element {
  const { view, section, copy } = props;
  return (
    <Band {...props} state={section.band === 'inverted' ? 'patterned' : undefined}>
      <div class="wrap">
        <Head {...props} arrange="pair">
          <Actions view={view} section={section} copy={copy} />
        </Head>
      </div>
    </Band>
  );
}
