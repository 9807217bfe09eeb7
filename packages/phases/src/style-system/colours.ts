import type { ColourRoles, StyleChoice } from './artifact.js';
import { contrast, hexOf, lch, reach } from './contrast.js';

/** Contrast that text needs on its ground, and that parts of the interface need. */
const forText = 4.5;
const forControls = 3;

/** How much of the seed's hue the neutrals take. */
const lean = { pure: 0.12, tinted: 0.55, rich: 1 } as const;

/** The colours of the light mode, with every contrast reached. */
export function lightRoles(choice: StyleChoice): ColourRoles {
  const { seed, hue, chroma, warmth } = seedOf(choice);
  const background = hexOf(0.985, 0.009 * warmth, hue);
  const surface = hexOf(0.994, 0.005 * warmth, hue);
  const tinted = hexOf(0.957, 0.018 * warmth + 0.002, hue - 12);
  const accentBand = hexOf(0.924, Math.min(0.055, chroma * 0.42), hue);
  const inverted = hexOf(0.235, 0.012 + depthOf(choice, chroma), hue);
  const invertedSurface = hexOf(0.295, 0.014 + depthOf(choice, chroma) * 1.2, hue);
  const grounds = [background, surface, tinted, accentBand];
  const text = reach(hexOf(0.255, 0.012 + 0.022 * warmth, hue), grounds, 10, 'darker');
  return {
    background,
    surface,
    tinted,
    accentBand,
    inverted,
    invertedSurface,
    text,
    muted: reach(hexOf(0.5, 0.01 + 0.024 * warmth, hue), grounds, forText, 'darker'),
    ...buttons(seed, text, grounds, 'darker'),
    primaryText: reach(seed, grounds, forText, 'darker'),
    border: hexOf(0.885, 0.006 + 0.014 * warmth, hue),
    control: reach(hexOf(0.66, 0.01 + 0.02 * warmth, hue), grounds, forControls, 'darker'),
    focus: reach(seed, grounds, forControls, 'darker'),
    ...onDarkBands(seed, inverted, invertedSurface, hue, warmth),
    ...accents(choice, 0.62, [inverted, invertedSurface]),
  };
}

/** The colours of the dark mode, with every contrast reached. */
export function darkRoles(choice: StyleChoice): ColourRoles {
  const { seed, hue, chroma, warmth } = seedOf(choice);
  const depth = 0.01 + 0.02 * warmth * Math.min(1, chroma * 8);
  const background = hexOf(0.215, depth, hue);
  const surface = hexOf(0.262, depth * 1.15, hue);
  const tinted = hexOf(0.27, depth * 1.35, hue);
  const accentBand = hexOf(0.31, Math.min(0.06, 0.015 + chroma * 0.3), hue);
  const inverted = hexOf(0.165, depth * 0.9, hue);
  const invertedSurface = hexOf(0.228, depth, hue);
  const grounds = [background, surface, tinted, accentBand];
  const { c } = lch(seed);
  // A colour that shines on paper glares on black: lifted, and a little paler.
  const lifted = hexOf(Math.max(0.735, lch(seed).l), c * 0.82, hue);
  return {
    background,
    surface,
    tinted,
    accentBand,
    inverted,
    invertedSurface,
    text: reach(hexOf(0.94, 0.006 + 0.016 * warmth, hue), grounds, 9, 'lighter'),
    muted: reach(hexOf(0.755, 0.008 + 0.02 * warmth, hue), grounds, forText, 'lighter'),
    ...buttons(lifted, hexOf(0.2, 0.03 * warmth + 0.01, hue), grounds, 'lighter'),
    primaryText: reach(lifted, grounds, forText, 'lighter'),
    border: hexOf(0.36, depth * 1.2, hue),
    control: reach(hexOf(0.58, 0.008 + 0.02 * warmth, hue), grounds, forControls, 'lighter'),
    focus: reach(lifted, grounds, forControls, 'lighter'),
    ...onDarkBands(seed, inverted, invertedSurface, hue, warmth),
    ...accents(choice, 0.68, [inverted, invertedSurface]),
  };
}

/** The colours of pictures: ink, primary, secondary, accent, surface, background. */
export function pictureColours(choice: StyleChoice, light: ColourRoles): string[] {
  const { seed, hue, chroma } = seedOf(choice);
  const secondary = hexOf(0.79, Math.min(0.13, Math.max(0.04, chroma * 0.8)), hue + 34);
  return [light.text, seed, secondary, light.accent, light.surface, light.background];
}

/** The chroma of dark bands: a formal site wears its colour there, others keep to a dark neutral. */
function depthOf(choice: StyleChoice, chroma: number): number {
  return (choice.character === 'formal' ? 0.036 : 0.022 * lean[choice.neutral]) * Math.min(1, chroma * 10);
}

function seedOf(choice: StyleChoice): { seed: string; hue: number; chroma: number; warmth: number } {
  const seed = choice.seed.toLowerCase();
  const { c, h } = lch(seed, 60);
  return { seed, hue: h, chroma: c, warmth: lean[choice.neutral] };
}

function onDarkBands(
  seed: string,
  inverted: string,
  invertedSurface: string,
  hue: number,
  warmth: number,
): Pick<ColourRoles, 'onInverted' | 'mutedOnInverted' | 'primaryOnInverted' | 'focusOnInverted'> {
  const grounds = [inverted, invertedSurface];
  const { l, c } = lch(seed);
  const lifted = hexOf(Math.max(0.76, l), c * 0.75, hue);
  return {
    onInverted: reach(hexOf(0.93, 0.006 + 0.022 * warmth, hue), grounds, 9, 'lighter'),
    mutedOnInverted: reach(hexOf(0.76, 0.008 + 0.022 * warmth, hue), grounds, forText, 'lighter'),
    primaryOnInverted: reach(lifted, grounds, forText, 'lighter'),
    focusOnInverted: reach(lifted, grounds, forControls, 'lighter'),
  };
}

/**
 * The button, the text on it and its outline. The colour stays what it is while white or the dark text reads on it;
 * where it is too near to a ground, the outline keeps the button apart.
 */
function buttons(
  colour: string,
  dark: string,
  grounds: readonly string[],
  way: 'darker' | 'lighter',
): Pick<ColourRoles, 'primary' | 'onPrimary' | 'primaryEdge'> {
  const readable = ['#ffffff', dark].find((text) => contrast(text, colour) >= forText + 0.01);
  const onPrimary = readable ?? (way === 'darker' ? '#ffffff' : dark);
  const primary = readable === undefined ? reach(colour, [onPrimary], forText, way) : colour;
  return { primary, onPrimary, primaryEdge: reach(primary, grounds, forControls, way) };
}

function accents(
  choice: StyleChoice,
  lightness: number,
  darkGrounds: readonly string[],
): Pick<ColourRoles, 'accent' | 'onAccent' | 'accentOnInverted'> {
  const accent = choice.accent?.toLowerCase() ?? opposite(choice, lightness);
  const ink = hexOf(0.2, 0.02, lch(accent).h);
  // Of black and white, one always has 4.5 on any colour: where white has not, the ink reaches it on the way to black.
  const white = contrast('#ffffff', accent);
  const darker = contrast(ink, accent) >= white || white < forText + 0.01;
  return {
    accent,
    onAccent: reach(darker ? ink : '#ffffff', [accent], forText, darker ? 'darker' : 'lighter'),
    accentOnInverted: reach(accent, darkGrounds, forText, 'lighter'),
  };
}

/** The hue across from the seed: loud where the character is, quiet elsewhere. */
function opposite({ seed, character }: StyleChoice, lightness: number): string {
  const { c, h } = lch(seed, 60);
  if (character === 'bold' || character === 'playful') return hexOf(0.84, 0.16, h + 150);
  return hexOf(lightness, Math.min(0.12, Math.max(0.05, c * 0.6)), h + 150);
}
