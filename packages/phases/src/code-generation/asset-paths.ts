/** Where the shared files of a site are, from its root: pages name them, the assembly writes them. */
export const stylesheetPath = 'assets/site.css';
export const fontFolder = 'assets/fonts';
export const markPath = 'assets/mark.svg';
export const markOnDarkPath = 'assets/mark-on-dark.svg';
export const bandPatternPath = 'assets/band.svg';
export const bandPatternDarkPath = 'assets/band-dark.svg';
export const faviconPath = 'assets/icons/favicon.svg';
export const iconSizes = [32, 180, 192, 512] as const;
export const manifestPath = 'site.webmanifest';

/** The icon of a size in px. */
export function iconPath(size: (typeof iconSizes)[number]): string {
  return `assets/icons/icon-${size}.png`;
}
