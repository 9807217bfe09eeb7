/**
 * One run over every package, from the sources: no build stands between an edit and its test.
 * Jest runs as ES modules (`node --experimental-vm-modules`); swc strips the types, `tsc` checks them in the lint.
 */
const packages = ['engine', 'openai', 'sandbox', 'phases', 'cli'];

const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        },
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: {
    '^@phasegraph/([a-z]+)/testing$': '<rootDir>/../$1/src/testing/index.ts',
    '^@phasegraph/([a-z]+)$': '<rootDir>/../$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
};

export default {
  // No test waits for time to pass; a slow machine may still take its time over a property.
  testTimeout: 120_000,
  projects: packages.map((name) => ({ ...shared, displayName: name, rootDir: `packages/${name}` })),
};
