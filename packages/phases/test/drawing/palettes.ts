import type { DrawingPalette } from '../../src/drawing/index.js';

export const light: DrawingPalette = {
  background: '#fdf8f3',
  surface: '#fffaf5',
  primary: '#b4531c',
  secondary: '#e8b98a',
  accent: '#4f8a86',
  ink: '#2c1a12',
};

export const dark: DrawingPalette = {
  background: '#12181b',
  surface: '#1b2427',
  primary: '#ff7a3d',
  secondary: '#3fc1b0',
  accent: '#f2c14e',
  ink: '#eef3f1',
};

/** No hue at all, and no contrast: the least that a palette can give. */
export const grey: DrawingPalette = {
  background: '#808080',
  surface: '#808080',
  primary: '#808080',
  secondary: '#808080',
  accent: '#808080',
  ink: '#808080',
};
