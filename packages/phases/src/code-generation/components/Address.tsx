import { Fragment } from 'preact';
import type { JSX } from 'preact';
import { addressLines } from '../../brief/facts.js';
import type { PageView } from '../view.js';

/** The postal address in lines; nothing when the brief has none. */
export function Address({ view }: { readonly view: PageView }): JSX.Element | null {
  const lines = addressLines(view.brief);
  if (lines.length === 0) return null;
  return (
    <address class="address">
      {lines.map((line, place) => (
        <Fragment key={line}>
          {place > 0 && <br />}
          {line}
        </Fragment>
      ))}
    </address>
  );
}
