// From nothing to a website: installs, builds, and generates the bakery's site into site/.
// Further arguments go to the command: `npm run demo -- --force`.
import { mustRun, setUp } from './steps.mjs';

setUp();
mustRun(process.execPath, [
  'packages/cli/dist/main.js',
  'generate',
  'examples/briefs/bakery.yaml',
  ...process.argv.slice(2),
]);
