import { isDark, mix } from '../palette.js';
import { ground, short, type DrawPattern } from './canvas.js';

const LAYERS = 5;

/** Ridge behind ridge under a low sun, from haze at the back to deep colour in front. */
export const hills: DrawPattern = (canvas) => {
  const { width, height, palette, random, noise, idPrefix } = canvas;
  const dark = isDark(palette.background);
  const sky = mix(palette.background, palette.secondary, dark ? 0.18 : 0.35);
  const deep = dark ? mix(palette.background, '#000000', 0.4) : palette.ink;
  const chain = [
    mix(palette.secondary, sky, 0.35),
    mix(palette.primary, palette.secondary, 0.55),
    palette.primary,
    mix(palette.accent, deep, 0.45),
    deep,
  ];
  const sunX = random.between(0.58, 0.82) * width;
  const sunSize = Math.min(width, height) * random.between(0.09, 0.13);
  const sun =
    `<defs><radialGradient id="${idPrefix}"><stop offset="0" stop-color="${palette.surface}" stop-opacity=".55"/><stop offset="1" stop-color="${palette.surface}" stop-opacity="0"/></radialGradient></defs>` +
    `<circle cx="${short(sunX)}" cy="${short(height * 0.27)}" r="${short(sunSize * 3.2)}" fill="url(#${idPrefix})"/><circle cx="${short(sunX)}" cy="${short(height * 0.27)}" r="${short(sunSize)}" fill="${dark ? palette.secondary : palette.surface}"/>`;
  const ridges = chain.map((colour, layer) => {
    const base = height * (0.42 + (layer / LAYERS) * 0.56);
    const swing = height * (0.2 - layer * 0.018);
    const points: string[] = [];
    for (let step = 0; step <= 96; step++) {
      const x = step / 96;
      const rise =
        noise(x * 2.1 + layer * 7, layer * 3, 0) +
        0.4 * noise(x * 5.2, layer * 5, 1) +
        0.12 * noise(x * 15, layer, 2);
      points.push(`${short(x * width)} ${short(base - rise * swing * 0.62)}`);
    }
    return `<path d="M0 ${short(height)}L${points.join('L')}L${short(width)} ${short(height)}z" fill="${colour}"/>`;
  });
  return ground(canvas, sky) + sun + ridges.join('');
};
