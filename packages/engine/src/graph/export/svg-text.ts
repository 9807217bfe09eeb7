/** The picture's own background, on which its text is legible whatever is around it. */
export const ground = '#fafbfc';

/** About how wide a text is in a common sans-serif, in pixels: the reader's own font is not known. */
export function textWidth(text: string, size: number): number {
  let units = 0;
  for (const character of text) {
    if (/[ijl.,:;'|!I ]/.test(character)) units += 0.29;
    else if (/[frt()[\]-]/.test(character)) units += 0.36;
    else if (/[mwMW@%]/.test(character)) units += 0.86;
    else if (/[A-Z0-9_]/.test(character)) units += 0.66;
    else units += (character.codePointAt(0) ?? 0) > 0x2e80 ? 1 : 0.56;
  }
  return units * size;
}

/** A number with one decimal, which is as fine as anybody sees. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Text for XML; what XML 1.0 cannot hold, even escaped, is left out. */
export function escaped(text: string): string {
  return text
    .replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
