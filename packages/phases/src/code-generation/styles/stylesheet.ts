import type { StyleSystem } from '../../style-system/artifact.js';
import { baseStyles } from './base.js';
import { characterStyles } from './character.js';
import { chromeStyles } from './chrome.js';
import { fontFaces } from './fonts.js';
import { frameStyles } from './frames.js';
import { heroStyles } from './hero.js';
import { listStyles } from './lists.js';
import { offeringStyles } from './offerings.js';
import { partStyles } from './parts.js';
import { printStyles } from './print.js';
import { reachStyles } from './reach.js';
import { storyStyles } from './story.js';
import { tokens } from './tokens.js';

/** The stylesheet that all pages of a site share, computed from its style. */
export function stylesheetOf(style: StyleSystem): string {
  return [
    fontFaces(style),
    tokens(style),
    baseStyles,
    partStyles,
    frameStyles(style),
    chromeStyles,
    heroStyles,
    offeringStyles,
    storyStyles,
    listStyles,
    reachStyles,
    characterStyles(style),
    printStyles,
  ]
    .map(compact)
    .join('\n');
}

/** Takes out what a browser does not read: comments, line breaks and indentation. No string in these styles has any. */
function compact(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*([{};,])\s*/g, '$1')
    .replace(/:\s+/g, ':')
    .replace(/;}/g, '}')
    .trim();
}
