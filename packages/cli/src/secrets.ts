import type { OutputPort, Ports } from './ports.js';

/**
 * The ports with every secret of the environment struck out of what is written. Nothing should ever write one: this
 * is the last line of defence, for an error message of somebody else's that quotes a header.
 */
export function withoutSecrets(ports: Ports): Ports {
  const secrets = secretsOf(ports.env);
  if (secrets.length === 0) return ports;
  const scrub = (text: string): string =>
    secrets.reduce((scrubbed, secret) => scrubbed.replaceAll(secret, '[secret]'), text);
  return { ...ports, stdout: scrubbed(ports.stdout, scrub), stderr: scrubbed(ports.stderr, scrub) };
}

const secretName = /(?:API_?KEYS?|TOKEN|SECRET|PASSWORD)$/iu;

/** Shorter values are no keys, and striking them out would garble ordinary words. */
const shortestSecret = 8;

/** The longest first: one may be the beginning of another. */
function secretsOf(env: Ports['env']): string[] {
  const values = Object.entries(env)
    .filter(([name]) => secretName.test(name))
    .flatMap(([, value]) => [value ?? '', ...(value ?? '').split(',')]);
  return [...new Set(values.map((value) => value.trim()))]
    .filter((value) => value.length >= shortestSecret)
    .toSorted((a, b) => b.length - a.length);
}

function scrubbed(output: OutputPort, scrub: (text: string) => string): OutputPort {
  return {
    write: (text) => output.write(scrub(text)),
    get isTTY() {
      return output.isTTY;
    },
    get columns() {
      return output.columns;
    },
    get rows() {
      return output.rows;
    },
    on: (event, listener) => output.on(event, listener),
    off: (event, listener) => output.off(event, listener),
  };
}
