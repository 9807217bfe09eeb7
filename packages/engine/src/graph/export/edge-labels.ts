import type { PhaseGraphEdge } from '../build.js';

/** What flows along an edge, a line an artifact: `brief {tone, brand}` where the consumer takes a part. */
export function labelsOf({ artifacts, parts }: Pick<PhaseGraphEdge, 'artifacts' | 'parts'>): string[] {
  return artifacts.map((artifact) => {
    const part = parts?.[artifact];
    return part === undefined ? artifact : `${artifact} {${shortened(part)}}`;
  });
}

const mostNamed = 4;

function shortened(names: readonly string[]): string {
  if (names.length <= mostNamed) return names.join(', ');
  return `${names.slice(0, mostNamed - 1).join(', ')} and ${names.length - mostNamed + 1} more`;
}
