import { createNoise3D } from 'simplex-noise';
import { linear, type DrawingPalette } from '../palette.js';
import { randomFrom } from '../random.js';
import { studioLight, windowMask } from '../render/light.js';
import { renderPicture, type Picture } from '../render/picture.js';
import { stageOf } from '../render/stage.js';
import { WALL_Z } from './backdrop.js';
import { castFor } from './cast.js';
import { compose } from './compose.js';
import { tonesOf } from './tones.js';

/** How often the light falls through a window. */
const WINDOW_CHANCE = 0.55;

/**
 * Renders the still life of a subject. The same arguments give the same pixels. Scenes asked for together are drawn one
 * after the other: each is done sooner, and their buffers are not in memory all at once.
 */
export function renderScene(
  subject: string,
  width: number,
  height: number,
  palette: DrawingPalette,
  seed: string,
): Promise<Picture> {
  const picture = lastScene.then(() => drawScene(subject, width, height, palette, seed));
  lastScene = picture.catch(() => undefined);
  return picture;
}

let lastScene: Promise<unknown> = Promise.resolve();

async function drawScene(
  subject: string,
  width: number,
  height: number,
  palette: DrawingPalette,
  seed: string,
): Promise<Picture> {
  const random = randomFrom(`scene/${seed}/${subject}`);
  const kit = { tones: tonesOf(palette), random, noise: createNoise3D(random.next) };
  const { parts, camera } = compose(castFor(subject, width / height, random), kit, width, height);
  const studio = studioLight(linear(kit.tones.floor), linear(kit.tones.wall));
  const light = random.chance(WINDOW_CHANCE)
    ? { ...studio, mask: windowMask(studio.toKey, [random.between(-0.6, 0.9), 1.5, WALL_Z]) }
    : studio;
  return renderPicture(stageOf(parts), camera, light, linear(kit.tones.wall));
}
