/** Characters of a streamed piece of text: about four tokens. */
const PIECE_CHARACTERS = 16;

/** One server-sent event with a name, as the responses endpoint sends them. */
export function namedEvent(data: { readonly type: string; readonly sequence_number: number }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** One server-sent event without a name, as chat completions send them. */
export function dataEvent(data: unknown): string {
  return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

/** A text in the pieces in which it is streamed; characters outside the basic plane stay whole. */
export function textPieces(text: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(text.length, start + PIECE_CHARACTERS);
    const last = text.charCodeAt(end - 1);
    if (last >= 0xd800 && last <= 0xdbff && end < text.length) end++; // do not part a surrogate pair
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}
