import { LineCounter, isMap, isScalar, parseDocument, visit, type Document } from 'yaml';
import type { z } from 'zod';
import { wholeFile, type FileProblem } from './file-error.js';
import type { FileKind, FileReading } from './file-kind.js';
import { placesOf, type Places } from './places.js';
import { problemsOf } from './problems.js';

/** Reads fields from the text of a file, YAML or JSON (which YAML includes), with every mistake at its place. */
export function readFields<Schema extends z.ZodType>(
  text: string,
  kind: FileKind<Schema>,
): FileReading<z.output<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const faults = syntaxProblems(document, lines, kind);
  if (faults.length > 0) return unusable(...faults);
  const places = placesOf(document, lines);
  const unfolded = unfold(document, places, kind);
  if (unfolded.status === 'unusable') return unfolded;
  const { value } = unfolded;
  const parsed = kind.schema.safeParse(value, { reportInput: true });
  return parsed.success
    ? { status: 'read', value: parsed.data }
    : unusable(...problemsOf(parsed.error.issues, value, places, kind));
}

/** The first faults of a text that is not YAML: those after them are mostly their consequences. */
function syntaxProblems(
  document: Document.Parsed,
  lines: LineCounter,
  { called, quotesValues = true }: FileKind,
): FileProblem[] {
  // The parser descends as the text does: brackets in brackets by the thousand exhaust its stack, and it says so.
  if (document.errors.some(({ message }) => message.includes('call stack'))) {
    return [wholeFile(`is nested too deeply to be ${called}`)];
  }
  return [...document.errors, ...document.warnings].slice(0, 5).map(({ pos, message, code }) => {
    const { line, col } = lines.linePos(pos[0]);
    // The parser's words may quote the text; its codes are fixed: MISSING_CHAR.
    const said = quotesValues ? message.replace(/\s+/g, ' ') : code.toLowerCase().replaceAll('_', ' ');
    const fault = message.includes('multiple documents')
      ? `a second document begins here (---), and ${called} is one`
      : said;
    return { path: '', line, column: col, message: `not valid YAML: ${fault}` };
  });
}

/** The plain value of a document that is a mapping and does not unfold into more than it is. */
function unfold(
  document: Document.Parsed,
  places: Places,
  { called, example, quotesValues = true }: FileKind,
): FileReading<unknown> {
  if (!isMap(document.contents)) {
    const one = isScalar(document.contents) ? 'a single text' : 'a list';
    const found = document.contents === null ? 'nothing' : one;
    const message = `expected the fields of ${called}, such as "${example}", found ${found}`;
    return unusable({ path: '', ...places.start, message });
  }
  let aliases = 0;
  visit(document, { Alias: () => void (aliases += 1) });
  try {
    // Aliases may stand for each other: what they unfold to is counted, and few is plenty.
    return { status: 'read', value: document.toJS({ maxAliasCount: aliases === 0 ? -1 : 100 }) };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const unresolved = quotesValues ? error.message : 'a text that begins with * has to stand in quotes';
    return unusable(
      wholeFile(
        error.message.startsWith('Unresolved alias')
          ? `is not valid YAML: ${unresolved}`
          : `unfolds its aliases (*name) more often than ${called} needs; write the values out`,
      ),
    );
  }
}

function unusable(...problems: FileProblem[]): FileReading<never> {
  return { status: 'unusable', problems };
}
