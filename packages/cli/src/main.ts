#!/usr/bin/env node
import { runCommand } from './run-command.js';
import { systemPorts } from './system-ports.js';

process.exitCode = await runCommand(process.argv.slice(2), systemPorts(process));
// Work that was aborted may still compute, such as a picture that the embedded sandbox draws: nobody waits for it.
process.stdout.write('', () => process.exit());
