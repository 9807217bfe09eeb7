import type { JSX } from 'preact';
import type { ShownItem } from '../../items.js';
import { Title } from '../Title.js';

/** Names with their prices, a line each. */
export function PriceList({
  items,
  level,
}: {
  readonly items: readonly ShownItem[];
  readonly level: number;
}): JSX.Element {
  return (
    <ul class="prices">
      {items.map((item) => (
        <li key={item.ref ?? item.title}>
          <Title level={level}>{item.title}</Title>
          {item.price !== null && (
            <p class="price">
              {item.price}
              {item.detail !== null && <small>{item.detail}</small>}
            </p>
          )}
          {item.text !== null && <p class="prices-text">{item.text}</p>}
        </li>
      ))}
    </ul>
  );
}
