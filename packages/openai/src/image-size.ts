/** Width and height in pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** The sizes that a model can make. */
export type ImageSizes =
  { readonly kind: 'fixed'; readonly sizes: readonly PixelSize[] } | ({ readonly kind: 'free' } & FreeSizes);

/** Any size within bounds. */
export interface FreeSizes {
  /** Both edges are multiples of it. */
  readonly multiple: number;
  /** The long edge by the short one, at most. */
  readonly longestRatio: number;
  readonly minPixels: number;
  readonly maxPixels: number;
  readonly maxEdge: number;
}

/**
 * The size to ask for: of fixed ones that of the nearest shape (of equals the nearest area), of free ones the asked one,
 * moved as little as the bounds want.
 */
export function nearestSize(asked: PixelSize, sizes: ImageSizes): PixelSize {
  return sizes.kind === 'fixed' ? nearestOf(asked, sizes.sizes) : within(asked, sizes);
}

export function fixedSizes(...sizes: readonly (readonly [width: number, height: number])[]): ImageSizes {
  return { kind: 'fixed', sizes: sizes.map(([width, height]) => ({ width, height })) };
}

export function freeSizes(bounds: FreeSizes): ImageSizes {
  return { kind: 'free', ...bounds };
}

function nearestOf(asked: PixelSize, sizes: readonly PixelSize[]): PixelSize {
  // Logarithms: twice as wide is as far off as half as wide.
  const distance = (size: PixelSize): number => Math.abs(Math.log(ratio(asked) / ratio(size)));
  const areaDistance = (size: PixelSize): number => Math.abs(Math.log(area(asked) / area(size)));
  const [nearest] = sizes.toSorted((a, b) => distance(a) - distance(b) || areaDistance(a) - areaDistance(b));
  if (nearest === undefined) throw new Error('Internal error: an image model without sizes');
  return nearest;
}

function within(asked: PixelSize, bounds: FreeSizes): PixelSize {
  const { multiple, longestRatio, minPixels, maxPixels, maxEdge } = bounds;
  const shape = Math.min(longestRatio, Math.max(1 / longestRatio, ratio(asked)));
  const mostPixels = Math.min(maxPixels, maxEdge ** 2 / Math.max(shape, 1 / shape));
  const height = Math.sqrt(Math.min(mostPixels, Math.max(minPixels, area(asked))) / shape);
  // To the nearest multiple, unless that leaves the bounds.
  const candidates = [Math.round, Math.ceil, Math.floor].map((round) => {
    const edge = (length: number): number => Math.max(multiple, round(length / multiple) * multiple);
    return notLongerThan(longestRatio, { width: edge(height * shape), height: edge(height) }, multiple);
  });
  const fits = (size: PixelSize): boolean =>
    area(size) >= minPixels && area(size) <= maxPixels && Math.max(size.width, size.height) <= maxEdge;
  const size = candidates.find(fits);
  if (size === undefined) throw new Error('Internal error: an image model whose sizes exclude each other');
  return size;
}

/** Rounding may have made a picture of the longest ratio a step too long. */
function notLongerThan(longestRatio: number, { width, height }: PixelSize, multiple: number): PixelSize {
  if (width > height * longestRatio) return { width, height: height + multiple };
  if (height > width * longestRatio) return { width: width + multiple, height };
  return { width, height };
}

function ratio({ width, height }: PixelSize): number {
  return width / height;
}

function area({ width, height }: PixelSize): number {
  return width * height;
}
