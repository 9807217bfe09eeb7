// Writes docs/task-states.md from the scheduler's own table.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { taskStatesPage } from '../packages/engine/test/run/task-states.js';

const path = join(import.meta.dirname, '../docs/task-states.md');
writeFileSync(path, await format(taskStatesPage(), { ...(await resolveConfig(path)), filepath: path }));
console.log(path);
