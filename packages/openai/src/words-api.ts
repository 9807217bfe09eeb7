import { chatEndpoint } from './chat-endpoint.js';
import { responsesEndpoint } from './responses-endpoint.js';
import type { WordsEndpoint } from './words.js';

/** How a server is asked for words: by `/responses`, by `/chat/completions`, or by the second where it has not the first. */
export type WordsApiName = 'responses' | 'chat' | 'auto';

/** The endpoint that a pool's server is asked through; what one call finds out holds for all that come after it. */
export interface WordsApi {
  endpoint(): WordsEndpoint;
  /** The endpoint to ask instead of one that the server does not have; `undefined` when there is none. */
  insteadOf(endpoint: WordsEndpoint): WordsEndpoint | undefined;
}

export function wordsApi(name: WordsApiName): WordsApi {
  let isChatOnly = name === 'chat';
  return {
    endpoint: () => (isChatOnly ? chatEndpoint : responsesEndpoint),
    insteadOf: (endpoint) => {
      if (name !== 'auto' || endpoint === chatEndpoint) return undefined;
      isChatOnly = true;
      return chatEndpoint;
    },
  };
}
