#!/usr/bin/env node
import { runCommand } from './run-command.js';
import { systemPorts } from './system-ports.js';

process.exitCode = await runCommand(process.argv.slice(2), systemPorts(process));
