import type { JSX } from 'preact';
import type { SectionProps } from '../../section-props.js';
import { Actions } from '../Actions.js';
import { Band } from '../Band.js';
import { Head } from '../Head.js';
import { Picture } from '../Picture.js';
import { Title } from '../Title.js';
import { PriceList } from './PriceList.js';

/** Products or services with their prices. */
export function Offerings(props: SectionProps): JSX.Element {
  switch (props.section.variant) {
    case 'cards':
      return <OfferingCards {...props} />;
    case 'list':
      return <OfferingList {...props} />;
    default:
      return <OfferingShowcase {...props} />;
  }
}

/** Three pictures, one large, beside a price list. */
function OfferingShowcase(props: SectionProps): JSX.Element {
  const { view, section, copy, items, level } = props;
  return (
    <Band {...props}>
      <div class="wrap">
        <Head {...props} arrange="pair" />
        <div class="showcase" data-count={section.imageSlots.length}>
          {section.imageSlots.map(({ slot, refId }, place) => {
            const shown = items.find((item) => item.ref === refId);
            return (
              <figure key={slot}>
                <Picture
                  view={view}
                  section={section}
                  slot={slot}
                  frame={place === 0 ? 'frame-up' : 'frame-corner'}
                  sizes={
                    place === 0
                      ? '(min-width: 60rem) 33vw, 92vw'
                      : '(min-width: 60rem) 27vw, (min-width: 40rem) 45vw, 92vw'
                  }
                />
                {shown && <figcaption class="tag">{shown.title}</figcaption>}
              </figure>
            );
          })}
          <PriceList items={items} level={level + 1} />
        </div>
        <Closing {...props} copy={copy} />
      </div>
    </Band>
  );
}

/** A card with a picture for each offering. */
function OfferingCards(props: SectionProps): JSX.Element {
  const { view, section, items, level } = props;
  return (
    <Band {...props}>
      <div class="wrap">
        <Head {...props} arrange="pair" />
        <ul class="tiles" data-count={items.length}>
          {items.map((item) => {
            const slot = section.imageSlots.find(({ refId }) => refId === item.ref)?.slot;
            return (
              <li key={item.ref ?? item.title} class="card tile">
                {slot !== undefined && (
                  <Picture
                    view={view}
                    section={section}
                    slot={slot}
                    frame="frame-card"
                    sizes="(min-width: 60rem) 30vw, (min-width: 40rem) 45vw, 92vw"
                  />
                )}
                <div class="tile-words">
                  <Title level={level + 1}>{item.title}</Title>
                  {item.text !== null && <p>{item.text}</p>}
                  {item.price !== null && (
                    <p class="price">
                      {item.price}
                      {item.detail !== null && <small>{item.detail}</small>}
                    </p>
                  )}
                </div>
              </li>
            );
          })}
        </ul>
        <Closing {...props} />
      </div>
    </Band>
  );
}

/** The full price list, in its groups. */
function OfferingList(props: SectionProps): JSX.Element {
  const { items, level } = props;
  const groups = [...new Set(items.map((item) => item.group))];
  return (
    <Band {...props}>
      <div class="wrap">
        <Head {...props} arrange="pair" />
        <div class={groups.length > 1 ? 'price-groups' : 'price-columns'}>
          {groups.map((group) => (
            <div key={group} class="price-group">
              {group !== null && <Title level={level + 1}>{group}</Title>}
              <PriceList
                items={items.filter((item) => item.group === group)}
                level={level + (group === null ? 1 : 2)}
              />
            </div>
          ))}
        </div>
        <Closing {...props} />
      </div>
    </Band>
  );
}

function Closing({
  view,
  section,
  copy,
}: Pick<SectionProps, 'view' | 'section' | 'copy'>): JSX.Element | null {
  if (copy.note === null && copy.actions.length === 0) return null;
  return (
    <div class="closing">
      {copy.note !== null && <p class="note">{copy.note}</p>}
      <Actions view={view} section={section} copy={copy} />
    </div>
  );
}
