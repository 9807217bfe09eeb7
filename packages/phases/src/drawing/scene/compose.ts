import type { Part } from '../materials/material.js';
import { moved, type Kit, type Thing } from '../objects/thing.js';
import { backdrop } from './backdrop.js';
import type { Cast } from './cast.js';
import { panel } from './panel.js';
import { podium } from './podium.js';

/** A scene before it is framed: all its parts, and those that the frame must hold. */
export interface Composition {
  parts: Part[];
  framed: Part[];
}

interface Spot {
  x: number;
  z: number;
  radius: number;
}

/**
 * Stands the cast of a scene on podiums and the floor. `aspect` is width by height: a wide picture spreads its
 * things, a tall one stacks them in depth.
 */
export function compose(cast: Cast, kit: Kit, aspect: number): Composition {
  const { tones, random } = kit;
  const side = random.chance(0.5) ? 1 : -1;
  const spread = Math.max(0.45, Math.min(1.15, aspect / 1.5));
  const taken: Spot[] = [];
  const framed: Part[] = [];
  const stand = (thing: Thing, x: number, z: number, lift: number): void => {
    framed.push(...moved(thing.parts, { at: [x, lift, z] }));
  };

  const hero = cast.hero(kit);
  const heroBase = hero.radius * 1.16 + 0.06;
  const heroLift = cast.heroLift * random.between(0.85, 1.2);
  const heroX = side * -0.25 * spread;
  if (heroLift > 0)
    framed.push(...moved(podium(heroBase, heroLift, tones.podiums[0], random), { at: [heroX, 0, 0] }));
  stand(hero, heroX, 0, heroLift);
  taken.push({ x: heroX, z: 0, radius: heroBase * (heroLift > 0 ? 1.1 : 0.9) });

  const raised = cast.raised?.(kit);
  if (raised) {
    const base = raised.radius * 1.2 + 0.05;
    const lift = heroLift + random.between(0.3, 0.5);
    const spot = clear(
      {
        x: heroX + side * (heroBase + base * 0.72) * Math.min(1, spread + 0.12),
        z: -0.85 - (1 - Math.min(1, spread)) * 0.5,
        radius: base,
      },
      taken,
      side,
      0.78,
    );
    framed.push(...moved(podium(base, lift, tones.podiums[1], random), { at: [spot.x, 0, spot.z] }));
    stand(raised, spot.x, spot.z, lift);
  }
  const tall = cast.tall?.(kit);
  if (tall) {
    const spot = clear(
      {
        x: heroX - side * (heroBase + tall.radius * 0.2) * Math.min(1, spread + 0.1),
        z: -1.15,
        radius: tall.radius * 0.7,
      },
      taken,
      -side,
      0.85,
    );
    stand(tall, spot.x, spot.z, 0);
  }
  const beside = cast.beside?.(kit);
  if (beside) {
    const spot = clear(
      {
        x: heroX + side * (heroBase * 0.72 + beside.radius * 0.5) * spread,
        z: heroBase * 0.75 + beside.radius * 0.3,
        radius: beside.radius,
      },
      taken,
      side,
      0.98,
    );
    stand(beside, spot.x, spot.z, 0);
  }
  const front = cast.front?.(kit);
  if (front) {
    const spot = clear(
      {
        x: heroX - side * (heroBase + front.radius * 0.35) * spread,
        z: 0.75 + front.radius * 0.2,
        radius: front.radius * 0.9,
      },
      taken,
      -side,
      0.95,
    );
    stand(front, spot.x, spot.z, 0);
  }
  const far = cast.far?.(kit);
  if (far) {
    const edge = Math.max(...taken.map((spot) => side * spot.x + spot.radius));
    const spot = clear({ x: side * (edge + far.radius * 0.3), z: 0.25, radius: far.radius }, taken, side, 1);
    stand(far, spot.x, spot.z, 0);
  }

  const top = heroLift + hero.height;
  const height = Math.max(top + 0.75, 2.3, cast.panelOverTall && tall ? tall.height * 0.9 : 0);
  const width = Math.max(1.5, Math.min(heroBase * 1.5, height * 0.85));
  const backing = cast.bare ? [] : panel(heroX + side * 0.32 * spread, width, height, tones, random);
  return { parts: [backdrop(tones.floor, tones.wall), ...backing, ...framed], framed };
}

/** Moves a spot outwards until it keeps clear of the others; `share` under one lets things overlap a little as seen from above. */
function clear(wanted: Spot, taken: Spot[], direction: number, share: number): Spot {
  const spot = { ...wanted };
  for (let step = 0; step < 80; step++) {
    const clash = taken.some(
      ({ x, z, radius }) => Math.hypot(x - spot.x, z - spot.z) < (radius + spot.radius) * share,
    );
    if (!clash) break;
    spot.x += direction * 0.04;
    if (spot.z > 0.2) spot.z += 0.03;
    if (spot.z < -0.2 && spot.z > -1.35) spot.z -= 0.02;
  }
  taken.push(spot);
  return spot;
}
