type Counter = (text: string) => number;

/**
 * How many tokens a text has, in the encoding of the models since GPT-4o (`o200k_base`). Other models cut words
 * differently, by some per cent. What looks like one of the encoding's control tokens counts as the plain text that it is.
 *
 * The text is counted in pieces: a run without blanks takes time by the square of its length, so that a megabyte of
 * emoji would take minutes. Each cut adds a token at most, 0.2 % for prose, and the count stays on the safe side.
 */
export async function countTokens(text: string): Promise<number> {
  const count = await (counter ??= loadCounter());
  let tokens = 0;
  for (let start = 0; start < text.length; start += pieceLength) {
    tokens += count(text.slice(start, start + pieceLength));
  }
  return tokens;
}

/** Characters. */
const pieceLength = 1024;

/** Reading its table takes 0.1 s, which a pool that is never called does not spend. */
let counter: Promise<Counter> | undefined;

async function loadCounter(): Promise<Counter> {
  const tokenizer = await import('gpt-tokenizer/encoding/o200k_base');
  // Left to itself it throws at the name of a control token, which an input may well quote.
  const asPlainText = { disallowedSpecial: new Set<string>() };
  return (text) => tokenizer.countTokens(text, asPlainText);
}
