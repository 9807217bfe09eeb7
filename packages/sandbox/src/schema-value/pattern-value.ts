import { RegExpParser, type AST } from '@eslint-community/regexpp';
import { unreachable } from '../unreachable.js';

/** Tries before a pattern is given up: lookaheads are not solved but hit by varying the choices. */
const ATTEMPTS = 300;
const ALPHABET = Array.from(
  'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_ .,:;/@#%&+=!?\'"()[]{}<>*^$|~`\\\t\néßñαжあ中가',
);

/**
 * A string that matches an ECMA-262 pattern (as JSON schema means it: anywhere in the string) and has a length in
 * the bounds. Walks the pattern's syntax tree, then checks what it made with the pattern itself, so that what comes
 * back always matches. Different `seed`s give different strings where the pattern has room. Undefined when no try
 * matched.
 */
export function patternValue(
  pattern: string,
  lengths: { min: number; max: number },
  seed: number,
): string | undefined {
  const compiled = compile(pattern);
  if (!compiled) return undefined;
  let spare = 3;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const made = writeMatch(
      compiled,
      attempt === 0 ? digitsOf(seed) : scattered(seed * ATTEMPTS + attempt),
      spare,
    );
    const fitting = [made, made.padEnd(lengths.min, 'a'), made.padStart(lengths.min, 'a')].find(
      (value) => value.length >= lengths.min && value.length <= lengths.max && compiled.regex.test(value),
    );
    if (fitting !== undefined) return fitting;
    if (made.length < lengths.min) spare += lengths.min - made.length;
    else if (made.length > lengths.max)
      spare = Math.max(0, spare - 1 - Math.floor((made.length - lengths.max) / 2));
  }
  return undefined;
}

interface Compiled {
  regex: RegExp;
  tree: AST.Pattern;
  flags: string;
}

function compile(pattern: string): Compiled | undefined {
  // JSON schema asks for unicode patterns; what is only valid without the flag is taken so.
  for (const flags of ['u', '']) {
    try {
      const tree = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: flags === 'u' });
      return { regex: new RegExp(pattern, flags), tree, flags };
    } catch {
      continue;
    }
  }
  return undefined;
}

/** Picks one of `count` choices. */
type Pick = (count: number) => number;

/** The seed's digits in a mixed base: seeds 0, 1, 2... differ in their first choices. */
function digitsOf(seed: number): Pick {
  let rest = seed;
  return (count) => {
    const choice = rest % count;
    rest = Math.floor(rest / count);
    return choice;
  };
}

/** A fixed pseudo-random sequence for a seed (mulberry32). */
function scattered(seed: number): Pick {
  let state = seed >>> 0;
  return (count) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
}

/** Writes one string along the tree; repetitions take their least count and share `spare` more between them. */
function writeMatch(compiled: Compiled, pick: Pick, spare: number): string {
  let left = spare;
  const captured = new Map<AST.CapturingGroup, string>();
  const alternatives = (list: AST.Alternative[]): string =>
    (list[list.length > 1 ? pick(list.length) : 0]?.elements ?? []).map(element).join('');

  const repeat = (node: AST.Quantifier): string => {
    const extra = Math.min(left, node.max - node.min);
    left -= extra;
    return Array.from({ length: node.min + extra }, () => element(node.element)).join('');
  };

  const element = (node: AST.Element): string => {
    switch (node.type) {
      case 'Character':
        return String.fromCodePoint(node.value);
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass': {
        const members = membersOf(node, compiled.flags);
        return members[pick(members.length)] ?? '';
      }
      case 'Group':
        return alternatives(node.alternatives);
      case 'CapturingGroup': {
        const text = alternatives(node.alternatives);
        captured.set(node, text);
        return text;
      }
      case 'Quantifier':
        return repeat(node);
      case 'Backreference': {
        const group = Array.isArray(node.resolved) ? node.resolved[0] : node.resolved;
        return (group && captured.get(group)) ?? '';
      }
      case 'Assertion':
        return ''; // anchors take no characters; lookarounds are left to the check of the whole
      default:
        return unreachable(node);
    }
  };
  return alternatives(compiled.tree.alternatives);
}

/** Some characters that a class accepts: of the alphabet, or those that it names itself. */
function membersOf(
  node: AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass,
  flags: string,
): string[] {
  const one = new RegExp(`^(?:${node.raw})$`, flags);
  const members = ALPHABET.filter((character) => one.test(character));
  if (members.length > 0 || node.type !== 'CharacterClass') return members;
  return node.elements.flatMap((part) => {
    if (part.type === 'Character') return [String.fromCodePoint(part.value)];
    return part.type === 'CharacterClassRange' ? [String.fromCodePoint(part.min.value)] : [];
  });
}
