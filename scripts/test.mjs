// Installs, builds and runs all tests. Further arguments go to jest: `npm test -- --selectProjects engine`.
import { mustRun, setUp } from './steps.mjs';

setUp();
mustRun(process.execPath, [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  ...process.argv.slice(2),
]);
