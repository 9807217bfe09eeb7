import type { OutputPort, Ports } from './ports.js';
import type { Abilities } from './view/theme.js';

/** What an output can show. */
export function abilitiesOf(output: OutputPort, env: Ports['env']): Abilities {
  return { colour: wantsColour(output, env), unicode: env['TERM'] !== 'linux' && env['TERM'] !== 'dumb' };
}

/** Whether an output can be redrawn in place: not a pipe, not a log of CI, not a terminal that knows no escapes. */
export function canRedraw(output: OutputPort, env: Ports['env']): boolean {
  return output.isTTY === true && env['TERM'] !== 'dumb' && !isSet(env['CI']);
}

/** By the conventions of no-color.org and force-color.org. */
function wantsColour(output: OutputPort, env: Ports['env']): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  if (isSet(env['FORCE_COLOR'])) return true;
  return output.isTTY === true && env['TERM'] !== 'dumb';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
