import { renderToString } from 'preact-render-to-string';
import { pagePath } from '../page-planning/artifact.js';
import type { PageFile } from './artifact.js';
import { Document } from './components/Document.js';
import { pageView, type PageSources } from './view.js';

/** Renders a page to its HTML file. Pure: the same sources give the same bytes. */
export function renderPage(sources: PageSources): PageFile {
  const html = renderToString(<Document view={pageView(sources)} />);
  return { path: pagePath(sources.page.slug), contents: `<!doctype html>\n${html}\n` };
}
