import type { JSX } from 'preact';
import { hrefOf } from '../links.js';
import type { SectionProps } from '../section-props.js';

/** The calls to action of a section: a button, then a link. Those that lead nowhere on this site are left out. */
export function Actions({
  view,
  section,
  copy,
}: Pick<SectionProps, 'view' | 'section' | 'copy'>): JSX.Element | null {
  const links = copy.actions
    .slice(0, section.actions)
    .map((action) => ({ label: action.label, href: hrefOf(action.target, view, section.key) ?? '' }))
    .filter((link) => link.href !== '');
  if (links.length === 0) return null;
  return (
    <p class="actions">
      {links.map(({ label, href }, place) => (
        <a key={href} class={place === 0 ? 'button' : 'link'} href={href}>
          {label}
        </a>
      ))}
    </p>
  );
}
