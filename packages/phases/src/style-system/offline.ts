import type { Brief } from '../brief/schema.js';
import type { DesignStrategy } from '../design-strategy/artifact.js';
import type { StyleChoice } from './artifact.js';
import { characterDefaults, typePairIds, typePairs, type TypePairId } from './choices.js';

/** The choices of a style by rule: what goes with the character, and the brand of the brief above it. */
export function chooseStyle(brief: Pick<Brief, 'brand'>, designStrategy: DesignStrategy): StyleChoice {
  const { character, colourDirection, layoutDirection } = designStrategy;
  const { typePair, ...defaults } = characterDefaults[character];
  return {
    character,
    ...defaults,
    seed: brief.brand?.primary ?? colourDirection.seed,
    accent: brief.brand?.accent ?? null,
    typePair: pairWith(brief.brand?.displayFont, brief.brand?.textFont, typePair),
    density: layoutDirection.density,
  };
}

/** The brand of a brief over a choice that was made without it: its colours, and its families where they ship. */
export function withBrand(choice: StyleChoice, brief: Pick<Brief, 'brand'>): StyleChoice {
  const { brand } = brief;
  return {
    ...choice,
    seed: brand?.primary ?? choice.seed,
    accent: brand?.accent ?? choice.accent,
    typePair: pairWith(brand?.displayFont, brand?.textFont, choice.typePair),
  };
}

/** The pair that has the families asked for, or as many of them as a pair has. */
function pairWith(display: string | undefined, text: string | undefined, otherwise: TypePairId): TypePairId {
  const score = (id: TypePairId) =>
    (same(display, typePairs[id].display) ? 2 : 0) + (same(text, typePairs[id].text) ? 1 : 0);
  const best = typePairIds.toSorted((one, other) => score(other) - score(one))[0];
  return best !== undefined && score(best) > score(otherwise) ? best : otherwise;
}

function same(one: string | undefined, other: string): boolean {
  return one?.trim().toLowerCase() === other.toLowerCase();
}
