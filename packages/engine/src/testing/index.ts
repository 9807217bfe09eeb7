export { Rig } from './rig.js';
export type { RiggedAttempt, RiggedTask } from './rig.js';
export { seededRandom } from './random.js';
export { virtualClock } from './virtual-clock.js';
export type { VirtualClock } from './virtual-clock.js';
