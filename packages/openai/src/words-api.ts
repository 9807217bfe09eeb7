import { chatEndpoint } from './chat-endpoint.js';
import { responsesEndpoint } from './responses-endpoint.js';
import type { WordsEndpoint } from './words.js';

/** How a server is asked for words: by `/responses`, by `/chat/completions`, or by the second where it has not the first. */
export type WordsApiName = 'responses' | 'chat' | 'auto';

/** The endpoint that a pool's server is asked through; what one call finds out holds for all that come after it. */
export interface WordsApi {
  endpoint(): WordsEndpoint;
  /** The endpoint to ask in place of one that the server says that it does not have; `undefined` when there is none. */
  insteadOf(endpoint: WordsEndpoint): WordsEndpoint | undefined;
  /** The server has it: a model's words came from there. */
  answered(endpoint: WordsEndpoint): void;
}

export function wordsApi(name: WordsApiName): WordsApi {
  let known: 'responses' | 'chat' | 'neither' = name === 'auto' ? 'neither' : name;
  return {
    endpoint: () => (known === 'chat' ? chatEndpoint : responsesEndpoint),
    insteadOf: (endpoint) => (name === 'auto' && endpoint === responsesEndpoint ? chatEndpoint : undefined),
    answered: (endpoint) => {
      if (name !== 'auto') return;
      // That it has no `/responses` may have been a proxy's word, for a moment: an answer from there says more than that.
      if (endpoint === responsesEndpoint) known = 'responses';
      else if (known === 'neither') known = 'chat';
    },
  };
}
