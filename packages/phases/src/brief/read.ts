import { LineCounter, isMap, isScalar, parseDocument, visit, type Document } from 'yaml';
import { BriefError, type BriefProblem } from './read-error.js';
import { placesOf, type Places } from './read-places.js';
import { problemsOf } from './read-problems.js';
import { readText } from './read-text.js';
import { briefSchema, type Brief } from './schema.js';

/** Where a brief came from. */
export interface BriefSource {
  /** The path as it was given. */
  readonly path: string;
  /** Its text, as it was read. */
  readonly text: string;
}

/**
 * Reads a brief from a YAML or JSON file of at most 1 MB.
 *
 * @throws BriefError with every mistake, each with file, line and column
 */
export async function readBrief(path: string): Promise<{
  /** The brief, with every default filled in. */
  brief: Brief;
  /** Where it came from. */
  source: BriefSource;
}> {
  const text = await readText(path);
  return { brief: parseBrief(text, path), source: { path, text } };
}

/**
 * Parses the text of a brief, YAML or JSON (which YAML includes).
 *
 * @param path the name of the file in messages
 * @throws BriefError with every mistake, each with file, line and column
 */
export function parseBrief(text: string, path: string): Brief {
  const lines = new LineCounter();
  const document = documentOf(text, lines, path);
  const places = placesOf(document, lines);
  const faults = syntaxProblems(document, lines);
  if (faults.length > 0) throw new BriefError(path, faults);
  const value = valueOf(document, places, path);
  const parsed = briefSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new BriefError(path, problemsOf(parsed.error.issues, value, places));
}

function documentOf(text: string, lines: LineCounter, path: string): Document.Parsed {
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  // The parser descends as the text does: brackets in brackets by the thousand exhaust its stack, and it says so.
  if (document.errors.some(({ message }) => message.includes('call stack'))) {
    throw whole(path, 'is nested too deeply to be a brief');
  }
  return document;
}

/** The first faults of a text that is not YAML: those after them are mostly their consequences. */
function syntaxProblems(document: Document.Parsed, lines: LineCounter): BriefProblem[] {
  return [...document.errors, ...document.warnings].slice(0, 5).map(({ pos, message }) => {
    const { line, col } = lines.linePos(pos[0]);
    const fault = message.includes('multiple documents')
      ? 'a second document begins here (---), and a brief is one'
      : message.replace(/\s+/g, ' ');
    return { path: '', line, column: col, message: `not valid YAML: ${fault}` };
  });
}

/** The plain value of a document that is a mapping and does not unfold into more than it is. */
function valueOf(document: Document.Parsed, places: Places, path: string): unknown {
  if (!isMap(document.contents)) {
    const found = isScalar(document.contents) ? 'a single text' : 'a list';
    throw new BriefError(path, [
      {
        path: '',
        ...places.start,
        message: `expected the fields of a brief, such as "name: Hearth & Rye", found ${document.contents === null ? 'nothing' : found}`,
      },
    ]);
  }
  let aliases = 0;
  visit(document, { Alias: () => void (aliases += 1) });
  try {
    // Aliases may stand for each other: what they unfold to is counted, and few is plenty.
    return document.toJS({ maxAliasCount: aliases === 0 ? -1 : 100 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw whole(
      path,
      error.message.startsWith('Unresolved alias')
        ? `is not valid YAML: ${error.message}`
        : 'unfolds its aliases (*name) more often than a brief needs; write the values out',
    );
  }
}

function whole(path: string, message: string): BriefError {
  return new BriefError(path, [{ path: '', line: null, column: null, message }]);
}
