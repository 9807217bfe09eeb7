import type { OutputPort, Ports } from './ports.js';

/** Ports through which no secret gets out. */
export interface GuardedPorts extends Ports {
  /** From now on strikes this out as well. */
  keepSecret(secret: string): void;
  /** A text to be written elsewhere, without secrets. */
  withoutSecrets(text: string): string;
}

/**
 * The ports with every secret struck out of what is written: those of the environment, and those that become known
 * later. Nothing should ever write one: this is the last line of defence, for an error message of somebody else's that
 * quotes a header.
 */
export function guardSecrets(ports: Ports): GuardedPorts {
  const secrets = new Set(secretsOf(ports.env));
  let forms = formsOfAll(secrets);
  const scrub = (text: string): string =>
    forms.reduce((scrubbed, form) => scrubbed.replaceAll(form, '[secret]'), text);
  return {
    ...ports,
    stdout: scrubbed(ports.stdout, scrub),
    stderr: scrubbed(ports.stderr, scrub),
    withoutSecrets: scrub,
    keepSecret: (secret) => {
      if (!isLikeSecret(secret)) return;
      secrets.add(secret);
      forms = formsOfAll(secrets);
    },
  };
}

const secretName = /(?:API_?KEYS?|TOKEN|SECRET|PASSWORD)$/iu;

/** Shorter values are no keys, and striking them out would garble ordinary words. */
const shortestSecret = 8;

function secretsOf(env: Ports['env']): string[] {
  return Object.entries(env)
    .filter(([name]) => secretName.test(name))
    .flatMap(([, value]) => [value ?? '', ...(value ?? '').split(',')])
    .map((value) => value.trim())
    .filter(isLikeSecret);
}

function isLikeSecret(value: string): boolean {
  return value.length >= shortestSecret;
}

/** Every secret as it may be written down: in a text, in JSON, in an address. The longest first: one may begin another. */
function formsOfAll(secrets: ReadonlySet<string>): string[] {
  const forms = [...secrets].flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    ...inBase64(secret),
  ]);
  return [...new Set(forms)].toSorted((a, b) => b.length - a.length);
}

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
