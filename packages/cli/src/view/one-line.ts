/** A text of somebody else's on one line, without letters that move the cursor or change colours. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}
