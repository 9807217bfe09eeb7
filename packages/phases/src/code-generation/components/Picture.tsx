import type { JSX } from 'preact';
import { imageVariants } from '../../image-planning/variants.js';
import type { SectionProps } from '../section-props.js';

interface PictureProps extends Pick<SectionProps, 'view' | 'section'> {
  readonly slot: string;
  /** The class of the shape that it is cut to. */
  readonly frame: string;
  /** How wide it is shown, as the `sizes` of an image. */
  readonly sizes: string;
  /** Whether it is seen before the page is scrolled: then it is fetched at once. */
  readonly first?: boolean;
}

/** A picture in its shape; a tinted shape where none is planned. */
export function Picture({ view, section, slot, frame, sizes, first = false }: PictureProps): JSX.Element {
  const plan = view.pictureOf(section, slot);
  if (plan === undefined) return <div class={`picture ${frame}`} />;
  const variants = imageVariants(plan);
  return (
    <img
      class={`picture ${frame}`}
      src={plan.path}
      srcset={variants.map(({ path, width }) => `${path} ${width}w`).join(', ')}
      sizes={sizes}
      width={plan.width}
      height={plan.height}
      alt={plan.alt}
      loading={first ? 'eager' : 'lazy'}
      decoding="async"
      fetchpriority={first ? 'high' : undefined}
    />
  );
}
