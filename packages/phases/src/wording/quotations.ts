/** What stands in quotation marks in a text, English, German or French ones: the words between them, in their order. */
export function quotedIn(text: string): string[] {
  return [...text.matchAll(/“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|"([^"]+)"/g)].map(
    (groups) => groups.slice(1).find((group) => group !== undefined) ?? '',
  );
}
