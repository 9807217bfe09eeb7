import type { Part } from '../materials/material.js';
import { moved, scaled, type DrawThing, type Kit, type Thing } from '../objects/thing.js';
import type { Camera } from '../render/camera.js';
import { backdrop } from './backdrop.js';
import type { Cast } from './cast.js';
import { frame } from './frame.js';
import { panel, PANEL_Z } from './panel.js';
import { podiumFor } from './podium.js';

/** A scene: all its parts, and the camera that holds them. */
export interface Composition {
  parts: Part[];
  camera: Camera;
}

interface Spot {
  x: number;
  z: number;
  radius: number;
}

/**
 * Stands the cast of a scene on podiums and the floor, for a picture of the given size in pixels. A wide picture
 * spreads its things, a tall one stacks them in depth.
 */
export function compose(cast: Cast, kit: Kit, width: number, height: number): Composition {
  const aspect = width / height;
  const { tones, random } = kit;
  const side = random.chance(0.5) ? 1 : -1;
  const isTall = aspect < 1.1;
  const spread = isTall ? 0.74 : Math.min(1.1, aspect / 1.5);
  const taken: Spot[] = [];
  const framed: Part[] = [];
  const stand = (thing: Thing, { x, z }: Spot, lift = 0): void =>
    void framed.push(...moved(thing.parts, { at: [x, lift, z] }));

  const hero = sized(cast.hero, kit, 1.12, 1.9);
  const heroLift = Math.max(0.24, 0.56 - hero.height * 0.1) * random.between(0.85, 1.2);
  const base = podiumFor(hero, heroLift, tones.podiums[0], random);
  const centre: Spot = { x: side * (isTall ? -0.12 : -0.3) * spread, z: 0, radius: base.radius };
  framed.push(...moved(base.parts, { at: [centre.x, 0, 0] }));
  stand(hero, centre, heroLift);
  taken.push({ ...centre, radius: Math.max(base.radius, hero.radius * 0.8) });

  if (cast.raised) {
    const raised = sized(cast.raised, kit, 0.62, 1.25);
    const lift = heroLift + random.between(0.26, 0.5) + (isTall ? 0.15 + hero.height * 0.3 : 0);
    const stool = podiumFor(raised, lift, tones.podiums[1], random);
    const reach = Math.max(stool.radius, raised.radius * 0.9);
    const spot = clear(
      {
        x: centre.x + side * (base.radius + stool.radius * 0.6) * spread,
        z: isTall ? -1.15 : -0.85,
        radius: reach,
      },
      taken,
      side,
      isTall ? 0.78 : 0.84,
    );
    framed.push(...moved(stool.parts, { at: [spot.x, 0, spot.z] }));
    stand(raised, spot, lift);
  }
  if (cast.tall) {
    const tall = sized(cast.tall, kit, 1.2, isTall ? 2.7 : 2.4);
    const spot = clear(
      {
        x: centre.x - side * (base.radius * 0.9 + tall.radius * 0.3) * spread,
        z: -1.1,
        radius: Math.max(tall.footX, tall.radius * 0.6),
      },
      taken,
      -side,
      0.82,
    );
    stand(tall, spot);
  }
  if (cast.beside) {
    const beside = sized(cast.beside, kit, 0.55, 0.85);
    stand(
      beside,
      clear(
        {
          x: centre.x + side * (base.radius * 0.75 + beside.radius * 0.4) * spread,
          z: base.radius * 0.72 + beside.radius * 0.4,
          radius: beside.radius,
        },
        taken,
        side,
        0.97,
      ),
    );
  }
  if (cast.front) {
    const front = sized(cast.front, kit, 0.92, 0.85);
    stand(
      front,
      clear(
        {
          x: centre.x - side * (base.radius + front.radius * 0.3) * spread,
          z: 0.7 + Math.min(0.3, front.radius * 0.25),
          radius: front.radius * 0.86,
        },
        taken,
        -side,
        0.96,
      ),
    );
  }
  if (cast.far) {
    const far = sized(cast.far, kit, 0.5, 0.85);
    const edge = Math.max(...taken.map((spot) => side * spot.x + spot.radius));
    stand(far, clear({ x: side * (edge + far.radius * 0.2), z: 0.2, radius: far.radius }, taken, side, 1));
  }

  const camera = frame(framed, width, height);
  const top = topOfPanel(camera, isTall ? random.between(0.13, 0.24) : random.between(0.07, 0.13));
  const panelHeight = Math.max(
    heroLift + hero.height + 0.3,
    1.9,
    Math.min(top, heroLift + hero.height + (isTall ? 2 : 1.5)),
  );
  const panelWidth = Math.max(1.6, Math.min(base.radius * 1.9, panelHeight * 0.82));
  const backing = panel(centre.x + side * 0.3 * spread, panelWidth, panelHeight, tones, random);
  return { parts: [backdrop(tones.floor, tones.wall), ...backing, ...framed], camera };
}

/** How high a panel must be for its top to show at a share of the picture's height from above. */
function topOfPanel({ eye, forward, up, focal, height }: Camera, share: number): number {
  const slope = ((0.5 - share) * height) / focal;
  const rise = (forward[1] + slope * up[1]) / -(forward[2] + slope * up[2]);
  return eye[1] + rise * (eye[2] - PANEL_Z);
}

/** Draws a thing at about a wanted radius, but not above a wanted height. */
function sized(draw: DrawThing, kit: Kit, radius: number, height: number): Thing {
  const thing = draw(kit);
  return scaled(thing, Math.max(0.55, Math.min(1.75, radius / thing.radius, height / thing.height)));
}

/** Moves a spot outwards until it keeps clear of the others; a `share` under one lets things overlap a little as seen from above. */
function clear(wanted: Spot, taken: Spot[], direction: number, share: number): Spot {
  const spot = { ...wanted };
  for (let step = 0; step < 90; step++) {
    const clash = taken.some(
      ({ x, z, radius }) => Math.hypot(x - spot.x, z - spot.z) < (radius + spot.radius) * share,
    );
    if (!clash) break;
    spot.x += direction * 0.035;
    if (spot.z > 0.2 && spot.z < 1.6) spot.z += 0.03;
    if (spot.z < -0.2 && spot.z > -1.4) spot.z -= 0.02;
  }
  taken.push(spot);
  return spot;
}
