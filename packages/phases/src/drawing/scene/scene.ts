import { createNoise3D } from 'simplex-noise';
import { linear, type DrawingPalette } from '../palette.js';
import { randomFrom } from '../random.js';
import { studioLight } from '../render/light.js';
import { renderPicture, type Picture } from '../render/picture.js';
import { stageOf } from '../render/stage.js';
import { castFor } from './cast.js';
import { compose } from './compose.js';
import { frame } from './frame.js';
import { tonesOf } from './tones.js';

/** Renders the still life of a subject. The same arguments give the same pixels. */
export async function renderScene(
  subject: string,
  width: number,
  height: number,
  palette: DrawingPalette,
  seed: string,
): Promise<Picture> {
  const random = randomFrom(`scene/${seed}/${subject}`);
  const kit = { tones: tonesOf(palette), random, noise: createNoise3D(random.next) };
  const aspect = width / height;
  const { parts, framed } = compose(castFor(subject, aspect, random), kit, aspect);
  const light = studioLight(linear(kit.tones.floor), linear(kit.tones.wall));
  return renderPicture(stageOf(parts), frame(framed, width, height), light, linear(kit.tones.wall));
}
