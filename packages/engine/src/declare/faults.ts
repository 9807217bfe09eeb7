import type { Fault } from '../errors.js';
import { isName, nameFault } from './artifact.js';
import { isArtifact, isFields, isInput, shown } from './fields.js';
import type { Fields } from './fields.js';

/** Everything that is wrong with what a phase is declared with: the compiler says so too, where it sees it. */
export function faultsOfOptions(options: unknown): readonly Fault[] {
  if (!isFields(options))
    return [
      { what: `definePhase() was called with ${shown(options)}`, next: 'hand it the phase as an object' },
    ];
  const { name, group, retry, hedge } = options;
  const faults = new Faults(name);
  if (!isName(name)) faults.list.push(nameFault('phase', name));
  faults.ends(options);
  faults.uses(options['uses']);
  if (group !== undefined && !isName(group)) faults.list.push(nameFault('group', group));
  faults.among(options, ['when', 'fallback'], isFunction, 'make it a function, or leave it out');
  faults.among(options, ['description', 'version'], isString, 'use a string');
  faults.among(options, ['reuse'], isBoolean, 'use true or false');
  faults.among(options, ['timeoutMs', 'taskTimeoutMs', 'estimateMs'], isDuration, useMs);
  faults.among(options, ['concurrency'], isCount, useCount);
  faults.among(options, ['priority'], Number.isFinite, 'use a number');
  faults.among(options, ['retry'], isFields, 'use an object: { attempts: 3 }');
  faults.among(options, ['hedge'], isFields, 'use an object: { afterMs: 1000 }');
  if (isFields(retry)) faults.retry(retry);
  if (isFields(hedge)) faults.hedge(hedge);
  return faults.list;
}

/**
 * Everything that keeps something from being a phase.
 *
 * @param place where it stands, for one that has no name
 */
export function faultsOfPhase(phase: unknown, place: string): readonly Fault[] {
  if (!isFields(phase) || phase['kind'] !== 'phase' || typeof phase['name'] !== 'string') {
    const name = isFields(phase) && typeof phase['name'] === 'string' ? ` named "${phase['name']}"` : '';
    return [{ what: `${place} is ${shown(phase)}${name}, which is no phase`, next: useDefined }];
  }
  const faults = new Faults(phase['name']);
  faults.ends(phase);
  if (!isFields(phase['retry']) || !isFields(phase['uses'])) faults.add('is not whole', useDefined);
  return faults.list;
}

/** What stands in the place of an artifact and is none. */
export function artifactFault(where: string, value: unknown): Fault {
  return { what: `${where}: ${shown(value)}`, next: 'use what artifact() or artifactList() returned' };
}

const useDefined = 'use what definePhase() returned, of the same version of @phasegraph/engine';
const useMs = 'use a number of milliseconds, 0 or more';
const useCount = 'use a whole number from 1 on';
const useShare = 'use a share above 0, up to 1';

/** Names in a context that a resource cannot take. */
const contextNames = ['task', 'key', 'attempt', 'signal', 'emit', 'keep', 'log'];

const isFunction = (value: unknown): boolean => typeof value === 'function';
const isString = (value: unknown): boolean => typeof value === 'string';
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const isDuration = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 1;
const isShare = (value: unknown): boolean => typeof value === 'number' && value > 0 && value <= 1;

/** Whether it is `each()`, `collect()` or `optional()` of a part. */
function isOfPart(input: unknown): boolean {
  if (!isFields(input)) return false;
  return [input['list'], input['artifact']].some((inner) => isFields(inner) && inner['kind'] === 'pick');
}

/** Faults of one phase, gathered. */
class Faults {
  readonly list: Fault[] = [];
  readonly #name: unknown;

  constructor(name: unknown) {
    this.#name = name;
  }

  add(what: string, next: string): void {
    const name = typeof this.#name === 'string' ? `"${this.#name}"` : shown(this.#name);
    this.list.push({ what: `Phase ${name} ${what}`, next });
  }

  /** Fields that are there and do not fit; `prefix` is what stands before their names in a message. */
  among(
    fields: Fields,
    names: readonly string[],
    fits: (value: unknown) => boolean,
    next: string,
    prefix = '',
  ): void {
    for (const name of names) {
      const value = fields[name];
      if (value !== undefined && !fits(value)) this.add(`has ${prefix}${name}: ${shown(value)}`, next);
    }
  }

  /** Inputs, outputs and what makes one of the other. */
  ends({ inputs, outputs, run }: Fields): void {
    if (!isFields(inputs)) this.#isMissing('inputs', inputs, 'name what it takes');
    else
      for (const name of Object.keys(inputs)) {
        this.#isNoPrototype(name);
        if (!isInput(inputs[name]))
          this.add(
            `has inputs.${name}: ${shown(inputs[name])}`,
            isOfPart(inputs[name])
              ? 'put pick() around it: pick(each(list), "name"); of collect() no part can be taken'
              : 'use an artifact, each(), collect(), optional() or pick()',
          );
      }
    if (!isFields(outputs)) this.#isMissing('outputs', outputs, 'name what it gives');
    else {
      if (Object.keys(outputs).length === 0)
        this.add('gives nothing, so nothing ever needs it', 'name what it gives in outputs');
      for (const name of Object.keys(outputs)) {
        this.#isNoPrototype(name);
        const output = outputs[name];
        if (isArtifact(output)) continue;
        const next = isInput(output)
          ? 'give the artifact itself: how it is taken is said by the phases that take it'
          : 'use what artifact() or artifactList() returned';
        this.add(`has outputs.${name}: ${shown(output)}`, next);
      }
    }
    if (typeof run !== 'function') this.#isMissing('run', run, 'make it the function that does the work');
  }

  uses(uses: unknown): void {
    if (uses === undefined) return;
    if (!isFields(uses)) return this.#isMissing('uses', uses, 'name the resources that it calls through');
    for (const name of Object.keys(uses)) {
      const used = uses[name];
      if (contextNames.includes(name))
        this.add(
          `uses a resource under the name "${name}", which its context already has`,
          `use another name than ${contextNames.join(', ')}`,
        );
      if (!isFields(used) || used['kind'] !== 'resource' || typeof used['name'] !== 'string')
        this.add(`has uses.${name}: ${shown(used)}`, 'use what resource() or narrow() returned');
    }
  }

  retry(retry: Fields): void {
    if (retry['attempts'] === undefined)
      this.add('has a retry without attempts', 'say how many, the first included');
    this.among(retry, ['baseMs', 'maxMs'], isDuration, useMs, 'retry.');
    this.among(retry, ['attempts'], isCount, useCount, 'retry.');
    this.among(retry, ['on'], isFunction, 'make it a function of the error', 'retry.');
  }

  hedge(hedge: Fields): void {
    this.among(hedge, ['afterMs'], isDuration, useMs, 'hedge.');
    this.among(hedge, ['max'], isCount, useCount, 'hedge.');
    this.among(hedge, ['afterQuantile', 'budget'], isShare, useShare, 'hedge.');
    if ((hedge['afterMs'] === undefined) === (hedge['afterQuantile'] === undefined))
      this.add(`has hedge: ${JSON.stringify(hedge)}`, 'give either afterMs or afterQuantile');
  }

  #isMissing(field: string, value: unknown, next: string): void {
    this.add(value === undefined ? `has no ${field}` : `has ${field}: ${shown(value)}`, next);
  }

  #isNoPrototype(name: string): void {
    // To be set on an object it is the object's prototype.
    if (name === '__proto__')
      this.add('takes or gives something under the name "__proto__"', 'use another name');
  }
}
