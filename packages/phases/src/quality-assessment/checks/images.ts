import sharp from 'sharp';
import type { Brief } from '../../brief/schema.js';
import { inTurns } from '../../image-generation/turns.js';
import type { Check, Found, Outcome } from '../check.js';
import { together } from '../check.js';
import { attribute, elements, snippetOf } from '../dom.js';
import type { Element } from '../dom.js';
import { candidatesIn, targetOf } from '../references.js';
import type { ReadSite, SitePage } from '../site-reading.js';

/** Every picture has alternative text and its true size, and says the true widths of its files. */
export const imagesCheck: Check = {
  name: 'images',
  area: 'accessibility',
  async run(site, brief) {
    const sizes = new Sizes(site);
    const outcomes = site.pages.flatMap((page) =>
      elements(page.dom, 'img').map((image) => imageOutcome(image, page, sizes, brief)),
    );
    return together(await Promise.all(outcomes));
  },
};

async function imageOutcome(image: Element, page: SitePage, sizes: Sizes, brief: Brief): Promise<Outcome> {
  const pathOf = (address: string) => {
    const target = targetOf(address, page.path, brief.url);
    return target.kind === 'file' ? target.path : null;
  };
  const source = pathOf(attribute(image, 'src') ?? '');
  const planned = source?.startsWith('assets/images/') === true;
  const findings: Found[] = [];
  const find = (severity: Found['severity'], phase: string, message: string) => {
    findings.push({ severity, message, page: page.path, snippet: snippetOf(image), phase });
  };
  const alt = attribute(image, 'alt');
  const words = planned ? 'image-planning' : 'code-generation';
  if (alt === undefined)
    find(
      'error',
      'code-generation',
      'A picture has no alt attribute. Give it one, empty if it only decorates.',
    );
  else if (/^\s*(an? )?(image|picture|photo|photograph|illustration|graphic) of\b/i.test(alt))
    find(
      'warning',
      words,
      'The alternative text says that it is a picture; screen readers say so themselves.',
    );
  else if (/\.(webp|png|jpe?g|svg|avif|gif)$/i.test(alt.trim()))
    find('error', words, 'The alternative text is the name of a file. Say what is seen.');

  const [width, height] = ['width', 'height'].map((name) => Number(attribute(image, name)));
  const file = source === null ? null : await sizes.of(source);
  if (!isLength(width) || !isLength(height))
    find('error', 'code-generation', 'A picture has no width and height: the page jumps when it arrives.');
  else if (file === 'broken')
    find('error', planned ? 'image-generation' : 'site-assembly', `The file ${source} cannot be decoded.`);
  else if (
    file !== null &&
    Math.abs(width / height - file.width / file.height) > 0.02 * (file.width / file.height)
  )
    find(
      'error',
      planned ? 'image-generation' : 'code-generation',
      `The picture is said to be ${width}x${height} px, but its file has ${file.width}x${file.height} px: it would be squeezed.`,
    );
  for (const candidate of candidatesIn(attribute(image, 'srcset') ?? '')) {
    const path = pathOf(candidate.address);
    const real = path === null ? null : await sizes.of(path);
    if (real !== null && real !== 'broken' && candidate.width !== null && real.width !== candidate.width)
      find(
        'error',
        'image-generation',
        `${path} is said to be ${candidate.width} px wide and has ${real.width} px: browsers would choose wrongly.`,
      );
  }
  return { examined: 1, findings };
}

function isLength(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value > 0;
}

type Size = { readonly width: number; readonly height: number };

/** The true sizes of picture files, each read once and one after the other; null for a file that is not there. */
class Sizes {
  readonly #site: ReadSite;
  readonly #known = new Map<string, Promise<Size | 'broken' | null>>();
  readonly #inTurn = inTurns();

  constructor(site: ReadSite) {
    this.#site = site;
  }

  of(path: string): Promise<Size | 'broken' | null> {
    const known = this.#known.get(path) ?? this.#inTurn(() => this.#read(path));
    this.#known.set(path, known);
    return known;
  }

  async #read(path: string): Promise<Size | 'broken' | null> {
    try {
      const bytes = await this.#site.bytes(path);
      if (bytes === undefined) return null;
      const { width, height } = await sharp(bytes).metadata();
      return { width, height };
    } catch {
      return 'broken';
    }
  }
}
