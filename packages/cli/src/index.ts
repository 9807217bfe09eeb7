export { runCommand } from './run-command.js';
export type { OutputPort, Ports, StopSignal } from './ports.js';
