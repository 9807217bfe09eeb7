// The API's documentation, as pages in docs/api: begin reading at docs/api/index.html.
import { join } from 'node:path';
import { mustRun, root, setUp } from './steps.mjs';

setUp();
mustRun(join(root, 'node_modules', '.bin', 'typedoc'), process.argv.slice(2));
