import { addressesIn, hasAddress, withoutAddresses } from './addresses.js';
import { isCount } from './counts.js';
import { figuresIn } from './figures.js';

/**
 * What a text states that none of its sources does, as it stands there: numbers, prices, times, telephone numbers, and
 * addresses of mail and the web. A price has its source in the same price, and not in a number that happens to be equal.
 *
 * @param text what stands on lines of its own is read by itself
 * @param counts the lengths of lists that the text may count
 */
export function claimsWithoutSource(
  text: string,
  sources: readonly string[],
  counts: ReadonlySet<number> = new Set(),
): string[] {
  const known = new Set(
    sources.flatMap((source) => figuresIn(withoutAddresses(source))).flatMap(({ supports }) => supports),
  );
  const addresses = addressesIn(text)
    .map(({ written }) => written)
    .filter((address) => !hasAddress(sources, address));
  const figures = withoutAddresses(text)
    .split('\n')
    .flatMap((line) => figuresIn(line).filter((figure) => !isCount(figure, line, counts)))
    .filter(({ key }) => !known.has(key))
    .map(({ written }) => written);
  return [...new Set([...addresses, ...figures])];
}
