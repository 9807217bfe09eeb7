import type { ComponentChildren, JSX } from 'preact';

interface TitleProps {
  readonly level: number;
  readonly id?: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A heading of a level that depends on where it stands. */
export function Title({ level, children, ...rest }: TitleProps): JSX.Element {
  switch (level) {
    case 1:
      return <h1 {...rest}>{children}</h1>;
    case 2:
      return <h2 {...rest}>{children}</h2>;
    case 3:
      return <h3 {...rest}>{children}</h3>;
    default:
      return <h4 {...rest}>{children}</h4>;
  }
}
