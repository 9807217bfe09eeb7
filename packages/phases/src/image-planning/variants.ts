import type { ImagePlan } from './artifact.js';

/** One file of a picture. */
export interface ImageVariant {
  /** Width in px. */
  readonly width: number;
  /** Height in px. */
  readonly height: number;
  /** From the root of the site. */
  readonly path: string;
}

/**
 * The files that a picture will have, the largest last: known from its plan, so a page can name them while the
 * picture is still being made.
 */
export function imageVariants(plan: Pick<ImagePlan, 'width' | 'height' | 'path'>): ImageVariant[] {
  const smaller = [480, 960].filter((width) => width < plan.width * 0.85);
  return [
    ...smaller.map((width) => ({
      width,
      height: Math.round((plan.height * width) / plan.width),
      path: plan.path.replace(/\.webp$/, `-${width}.webp`),
    })),
    { width: plan.width, height: plan.height, path: plan.path },
  ];
}
