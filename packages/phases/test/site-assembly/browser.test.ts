import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AxeBuilder } from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Site } from '../../src/site-assembly/artifact.js';
import { assembleSite } from '../../src/site-assembly/assemble.js';
import { bytesOf } from '../../src/site-assembly/site-file.js';
import { sampleBrief, sampleNames } from '../code-generation/sample-site.js';
import { sampleParts } from './sample-parts.js';

const executablePath = process.env['PHASEGRAPH_CHROMIUM'] ?? '/usr/bin/chromium';
/** Words that a narrow column has to break. */
const longWords = 'The Donaudampfschifffahrtsgesellschaft and others';
const types: Record<string, string> = {
  html: 'text/html',
  css: 'text/css',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  png: 'image/png',
  woff2: 'font/woff2',
  webmanifest: 'application/manifest+json',
};

// Where there is no browser there is nothing to see; the run of all checks installs one.
(existsSync(executablePath) ? describe : describe.skip)('in a browser, every variant on one page', () => {
  let browser: Browser;
  let server: Server;
  let origin = '';
  const sites = new Map<string, Site>();

  beforeAll(async () => {
    for (const name of sampleNames) {
      const brief = sampleBrief(name);
      sites.set(
        name,
        await assembleSite(sampleParts(name, { ...brief, pages: brief.pages.slice(0, 1) }, longWords)),
      );
    }
    server = createServer((request, response) => {
      const [, name = '', ...path] = (request.url ?? '').split('/');
      const file = sites.get(name)?.files.find((candidate) => candidate.path === path.join('/'));
      if (file === undefined) response.writeHead(404).end();
      else {
        response.writeHead(200, { 'content-type': types[file.path.split('.').at(-1) ?? ''] ?? 'text/plain' });
        void bytesOf(file).then((bytes) => response.end(bytes));
      }
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    // A server that listens on a port has an address with one.
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  const open = async (
    name: string,
    scheme: 'light' | 'dark',
    width: number,
  ): Promise<{ page: Page; troubles: string[] }> => {
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(origin)) troubles.push(`asked for ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) troubles.push(`${response.status()} for ${response.url()}`);
    });
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    await page.goto(`${origin}/${name}/index.html`, { waitUntil: 'networkidle' });
    return { page, troubles };
  };

  it.each(sampleNames.flatMap((name) => [[name, 'light'] as const, [name, 'dark'] as const]))(
    'has nothing that axe finds, and asks nobody else for anything (%s, %s)',
    async (name, scheme) => {
      const { page, troubles } = await open(name, scheme, 1280);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
      ).toEqual([]);
      expect(troubles).toEqual([]);
      await page.context().close();
    },
    120_000,
  );

  it.each(sampleNames)(
    'is never wider than the window (%s)',
    async (name) => {
      const { page } = await open(name, 'light', 1440);
      for (const width of [1440, 1280, 1024, 960, 768, 640, 390, 320]) {
        await page.setViewportSize({ width, height: 900 });
        const sticking = await page.evaluate(
          `[...document.querySelectorAll('main *, header *, footer *')].filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.unseen')).map((element) => element.className || element.tagName)`,
        );
        expect({ width, sticking }).toEqual({ width, sticking: [] });
      }
      await page.context().close();
    },
    120_000,
  );
});
