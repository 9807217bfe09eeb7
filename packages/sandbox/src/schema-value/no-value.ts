/** Thrown where no value can be made for a schema: nothing satisfies it, or it uses what is not supported here. */
export class NoValueError extends Error {
  readonly code = 'SANDBOX_NO_VALUE';

  constructor(path: string, why: string) {
    super(
      `No value can be made for the schema at ${path}: ${why}. Hand the sandbox a responder for this schema.`,
    );
    this.name = 'NoValueError';
  }
}
