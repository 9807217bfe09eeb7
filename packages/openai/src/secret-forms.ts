/**
 * The secrets in every form in which they may be written down: in a text, in JSON, in an address, in base64. The longest
 * first: one may begin another. Words that are too short to be secrets are left out: to strike them out would garble
 * ordinary words.
 */
export function secretForms(secrets: Iterable<string>): readonly string[] {
  const forms = [...secrets]
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      ...inBase64(secret),
    ]);
  return [...new Set(forms)].toSorted((a, b) => b.length - a.length);
}

/** Characters. */
const shortestSecret = 8;

/**
 * What stands of a secret in the base64 of any text around it, by where it begins in a group of three bytes; without the
 * letters at both ends, which the text around it has a part in.
 */
function inBase64(secret: string): string[] {
  return (['base64', 'base64url'] as const).flatMap((encoding) =>
    [0, 1, 2].map((before) => {
      const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
      const whole = Math.floor(bytes.length / 3) * 4;
      return bytes.toString(encoding).slice(before === 0 ? 0 : before + 1, whole);
    }),
  );
}
