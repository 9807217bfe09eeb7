import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

/** About a hundred tokens by a token for four letters, as the server counts, and by the tokenizer alike. */
export const smallText: string = ofRatio(1, 400);

/** Fifteen times as much. */
export const largeText: string = ofRatio(1, 6_000);

/** A text of 800 letters of which the server counts so many times what the tokenizer does. */
export function offText(ratio: number): string {
  return ofRatio(ratio, 800);
}

/** Words of one token and many letters, and letters that are tokens by themselves, mixed until the ratio is met. */
function ofRatio(ratio: number, letters: number): string {
  // Words are parted at their spaces before they are counted, so that their tokens sum up.
  const [rich, poor] = [piece(' responsibilities'), piece(' z q')];
  let text = '';
  let tokens = 0;
  while (text.length < letters) {
    const next = text.length / 4 / Math.max(tokens, 1) < ratio ? rich : poor;
    text += next.text;
    tokens += next.tokens;
  }
  return text;
}

function piece(text: string): { readonly text: string; readonly tokens: number } {
  return { text, tokens: countTokens(text) };
}
