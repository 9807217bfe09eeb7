import { cellFor, fillsOf, ground, short, type DrawPattern } from './canvas.js';

type DrawTile = (size: number) => string;

/** Tiles of circles, halves, quarters, leaves and triangles in flat colours. */
export const bauhaus: DrawPattern = (canvas) => {
  const { width, height, palette, random } = canvas;
  const size = cellFor(canvas, 70);
  const fills = fillsOf(palette);
  const tiles: string[] = [];
  for (let y = 0; y < height; y += size) {
    for (let x = 0; x < width; x += size) {
      const back = random.chance(0.45) ? palette.background : random.pick(fills);
      let front = random.pick(fills);
      for (let tries = 0; front === back && tries < 4; tries++) front = random.pick(fills);
      const turn = random.whole(0, 3) * 90;
      const tile = random.pick(TILES)(size);
      const square =
        back === palette.background
          ? ''
          : `<rect width="${short(size + 0.4)}" height="${short(size + 0.4)}" fill="${back}"/>`;
      const spin = turn === 0 ? '' : ` rotate(${turn} ${short(size / 2)} ${short(size / 2)})`;
      tiles.push(
        `<g transform="translate(${short(x)} ${short(y)})${spin}">${square}${tile === '' ? '' : `<path d="${tile}" fill="${front}"/>`}</g>`,
      );
    }
  }
  return ground(canvas, palette.background) + tiles.join('');
};

const TILES: [DrawTile, ...DrawTile[]] = [
  (s) => `M0 0h${short(s)}A${short(s)} ${short(s)} 0 0 1 0 ${short(s)}z`,
  (s) => `M0 0h${short(s)}A${short(s)} ${short(s)} 0 0 1 0 ${short(s)}z`,
  (s) => circle(s / 2, s / 2, s / 2),
  (s) => circle(s / 2, s / 2, s * 0.36),
  (s) => `M0 ${short(s / 2)}a${short(s / 2)} ${short(s / 2)} 0 0 1 ${short(s)} 0z`,
  (s) => `M0 0h${short(s)}L0 ${short(s)}z`,
  (s) => `M0 0A${short(s)} ${short(s)} 0 0 1 ${short(s)} ${short(s)}A${short(s)} ${short(s)} 0 0 1 0 0z`,
  (s) => `M0 0h${short(s)}v${short(s / 2)}h-${short(s)}z`,
  () => '',
];

function circle(x: number, y: number, radius: number): string {
  const r = short(radius);
  return `M${short(x - radius)} ${short(y)}a${r} ${r} 0 1 0 ${short(radius * 2)} 0a${r} ${r} 0 1 0 -${short(radius * 2)} 0z`;
}
