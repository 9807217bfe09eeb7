import { ground, short, type DrawPattern } from './canvas.js';

/** Strands that follow a slow current, in the palette's colours. */
export const flowField: DrawPattern = (canvas) => {
  const { width, height, palette, random, noise } = canvas;
  const size = Math.max(width, height);
  const step = size / 70;
  const colours = [palette.primary, palette.primary, palette.secondary, palette.accent];
  const strands = colours.map(() => [[], [], []] as [string[], string[], string[]]);
  for (let strand = 0; strand < 460; strand++) {
    let [x, y] = [random.between(-0.05, 1.05) * width, random.between(-0.05, 1.05) * height];
    const length = random.whole(4, 13);
    let d = `M${Math.round(x)} ${Math.round(y)}`;
    for (let part = 0; part < length; part++) {
      const angle = noise((x / size) * 2.4, (y / size) * 2.4, 0) * Math.PI * 1.7 + 0.5;
      x += Math.cos(angle) * step;
      y += Math.sin(angle) * step;
      d += `${part === 0 ? 'L' : ' '}${Math.round(x)} ${Math.round(y)}`;
    }
    // The colour follows the current too, so that neighbours are alike.
    const shade = Math.floor(
      ((noise((x / size) * 1.5, (y / size) * 1.5, 9) + 1) / 2 + random.between(-0.12, 0.12)) * colours.length,
    );
    strands[Math.max(0, Math.min(colours.length - 1, shade))]?.[random.whole(0, 2)]?.push(d);
  }
  const widths = [0.0016, 0.003, 0.005];
  const groups = strands.map(
    (weights, index) =>
      `<g stroke="${colours[index]}">${weights.map((paths, weight) => `<path d="${paths.join('')}" stroke-width="${short(size * (widths[weight] ?? 0))}"/>`).join('')}</g>`,
  );
  return `${ground(canvas, palette.background)}<g fill="none" stroke-linecap="round" stroke-linejoin="round">${groups.join('')}</g>`;
};
