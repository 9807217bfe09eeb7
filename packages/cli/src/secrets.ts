import { secretForms } from '@phasegraph/openai';
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
  let forms = secretForms(secrets);
  const scrub = (text: string): string =>
    forms.reduce((scrubbed, form) => scrubbed.replaceAll(form, '[secret]'), text);
  return {
    ...ports,
    stdout: scrubbed(ports.stdout, scrub),
    stderr: scrubbed(ports.stderr, scrub),
    withoutSecrets: scrub,
    keepSecret: (secret) => {
      secrets.add(secret);
      forms = secretForms(secrets);
    },
  };
}

const secretName = /(?:API_?KEYS?|TOKEN|SECRET|PASSWORD)$/iu;

function secretsOf(env: Ports['env']): string[] {
  return Object.entries(env)
    .filter(([name]) => secretName.test(name))
    .flatMap(([, value]) => [value ?? '', ...(value ?? '').split(',')])
    .map((value) => value.trim());
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
