import type { Draft } from './draft.js';

/** One section of offerings, or several when there are more than one can list. */
export function offeringSections(
  ids: readonly string[],
  statements: readonly string[],
  purpose: string,
): Draft[] {
  const most = 24;
  if (ids.length <= most) return [{ type: 'offerings', purpose, factIds: [...ids, ...statements] }];
  const products = ids.filter((id) => id.startsWith('product'));
  const services = ids.filter((id) => !id.startsWith('product'));
  return [
    { type: 'offerings', purpose, factIds: [...products.slice(0, most), ...statements] },
    { type: 'offerings', purpose: `${purpose}: the services`, factIds: services.slice(0, most) },
  ];
}
