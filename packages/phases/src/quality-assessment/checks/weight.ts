import type { Brief } from '../../brief/schema.js';
import type { Check, Found, Outcome } from '../check.js';
import { together } from '../check.js';
import { attribute, elements } from '../dom.js';
import { candidatesIn, referencesIn, targetOf } from '../references.js';
import type { ReadSite, SitePage } from '../site-reading.js';

/** The most that things should weigh, in bytes as they are stored; over twice that is an error. */
const budgets = {
  /** One document. */
  page: 120_000,
  /** All styles of a page. */
  styles: 120_000,
  /** One picture file. */
  picture: 450_000,
  /** What a browser fetches before anybody scrolls: document, styles, fonts that are asked for at once, first pictures. */
  firstView: 1_200_000,
} as const;

/** What a visit costs. */
export const weightCheck: Check = {
  name: 'weight',
  area: 'performance',
  run: (site, brief) =>
    together([...site.pages.map((page) => weightOfPage(page, site, brief)), weightOfPictures(site)]),
};

function weightOfPage(page: SitePage, site: ReadSite, brief: Brief): Outcome {
  const weigh = (paths: Iterable<string>) =>
    [...new Set(paths)].reduce((sum, path) => sum + (site.weights.get(path) ?? 0), 0);
  const files = (addresses: readonly string[]) =>
    addresses.flatMap((address) => {
      const target = targetOf(address, page.path, brief.url);
      return target.kind === 'file' ? [target.path] : [];
    });
  const references = referencesIn(page.dom);
  const links = references.filter(({ element }) => element.name === 'link');
  const imports = references.filter(({ element }) => element.name === 'style');
  const withRel = (rel: string) =>
    files(links.filter(({ element }) => attribute(element, 'rel') === rel).map(({ address }) => address));
  const styles = [...withRel('stylesheet'), ...files(imports.map(({ address }) => address))];
  const pictures = files(firstPictures(page));
  const first = [page.path, ...styles, ...withRel('preload'), ...pictures];
  const heavyPictures = weigh(pictures) > weigh(first) / 2;
  return {
    examined: 3,
    findings: [
      ...over('The document', weigh([page.path]), budgets.page, page.path, 'code-generation'),
      ...over('The styles of the page', weigh(styles), budgets.styles, page.path, 'code-generation'),
      ...over(
        'What is fetched for the first view',
        weigh(first),
        budgets.firstView,
        page.path,
        heavyPictures ? 'image-generation' : 'code-generation',
      ),
    ],
  };
}

/** The largest file of each picture that is not put off until it is near. */
function firstPictures({ dom }: SitePage): string[] {
  return elements(dom, 'img')
    .filter((image) => attribute(image, 'loading') !== 'lazy')
    .flatMap((image) => {
      const [largest] = candidatesIn(attribute(image, 'srcset') ?? '').toSorted(
        (one, other) => (other.width ?? 0) - (one.width ?? 0),
      );
      return largest?.address ?? attribute(image, 'src') ?? [];
    });
}

function weightOfPictures(site: ReadSite): Outcome {
  const pictures = [...site.weights].filter(([path]) => /\.(webp|avif|png|jpe?g|gif)$/.test(path));
  return {
    examined: pictures.length,
    findings: pictures.flatMap(([path, bytes]) =>
      over(`The picture ${path}`, bytes, budgets.picture, null, 'image-generation'),
    ),
  };
}

function over(what: string, bytes: number, budget: number, page: string | null, phase: string): Found[] {
  if (bytes <= budget) return [];
  return [
    {
      severity: bytes > 2 * budget ? 'error' : 'warning',
      message: `${what} weighs ${kilobytes(bytes)}; ${kilobytes(budget)} should do.`,
      page,
      snippet: null,
      phase,
    },
  ];
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
