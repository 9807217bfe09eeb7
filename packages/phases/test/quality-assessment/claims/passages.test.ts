import { describe, expect, it } from '@jest/globals';
import { passagesOf, visibleText } from '../../../src/quality-assessment/claims/passages.js';
import { parseHtml } from '../../../src/quality-assessment/dom.js';

const pageOf = (body: string, head = '') => {
  const html = `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
  return { path: 'index.html', html, dom: parseHtml(html), hidden: false };
};
const textsIn = (body: string, head = '') => passagesOf(pageOf(body, head)).map(({ text }) => text);

describe('passagesOf', () => {
  it('reads a paragraph with the words that are set apart in it as one', () => {
    expect(textsIn('<p>Order <strong>by 4 pm</strong> at <a href="#">the counter</a>.</p>')).toEqual([
      'Order by 4 pm at the counter .',
    ]);
  });

  it('keeps links side by side apart, and a remark in its line', () => {
    expect(textsIn('<p><a href="#">Order now</a><a href="#">See more</a></p>')).toEqual([
      'Order now',
      'See more',
    ]);
    expect(textsIn('<dd>£4.80<small>per loaf</small></dd>')).toEqual(['£4.80 per loaf']);
  });

  it('leaves out what nobody sees, and takes what is read out', () => {
    const body = [
      '<script>var a = 400;</script><p hidden>400</p><span aria-hidden="true">MB</span>',
      '<main><img src="a.webp" alt="A loaf"><input placeholder="Your name"></main>',
    ].join('');
    expect(textsIn(body)).toEqual(['A loaf', 'Your name']);
  });

  it('takes the title and the descriptions', () => {
    const head =
      '<title>Bread</title><meta name="description" content="All of it"><meta property="og:title" content="Shared">';
    expect(textsIn('<svg><title>Drawing</title></svg>', head)).toEqual(['Bread', 'All of it', 'Shared']);
  });

  it('knows who wrote what', () => {
    const body =
      '<header>Top<nav><a href="#">Visit</a></nav></header><main><p>Words</p><img src="a" alt="Loaf"></main>';
    expect(passagesOf(pageOf(body)).map(({ text, phase }) => [text, phase])).toEqual([
      ['Top', 'code-generation'],
      ['Visit', 'page-planning'],
      ['Words', 'copywriting'],
      ['Loaf', 'image-planning'],
    ]);
  });
});

describe('visibleText', () => {
  it('has no structured data in it', () => {
    expect(visibleText(pageOf('<p>Bread</p><script type="application/ld+json">{"a":1}</script>'))).toBe(
      'Bread',
    );
  });
});
