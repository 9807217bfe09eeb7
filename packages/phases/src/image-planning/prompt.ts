/** What the prompt of a picture says. */
export interface PictureRequest {
  /** The one thing that it shows. */
  readonly subject: string;
  /** Setting, composition and light. */
  readonly scene: string;
  readonly role: 'scene' | 'subject' | 'detail';
  /** The kind of business, for whoever draws by rule. */
  readonly industry: string;
  /** Hex colours in the order of `styleSystem.palette`: ink, primary, secondary, accent, surface, background. */
  readonly palette: readonly string[];
  /** Size in px. */
  readonly width: number;
  readonly height: number;
}

/**
 * Writes the prompt of a picture: sentences for a model, then one `name: value` line each for subject, role,
 * industry, palette and size, so that the picture can be drawn from the prompt alone.
 */
export function writePrompt(request: PictureRequest): string {
  return [
    `${oneLine(request.subject)}. ${oneLine(request.scene)}`,
    'No people with faces, no words, no letters, no logos. Clean, calm composition with one clear subject.',
    `subject: ${oneLine(request.subject)}`,
    `role: ${request.role}`,
    `industry: ${oneLine(request.industry)}`,
    `palette: ${request.palette.join(' ')}`,
    `size: ${request.width}x${request.height}`,
  ].join('\n');
}

/** Reads back what `writePrompt` wrote; a prompt by another hand gives what can be found in it, and null for the rest. */
export function readPrompt(prompt: string): {
  subject: string | null;
  role: PictureRequest['role'] | null;
  industry: string | null;
  palette: string[];
  size: { width: number; height: number } | null;
} {
  const lineOf = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(prompt)?.[1]?.trim() ?? null;
  const size = /^(\d{2,4})x(\d{2,4})$/.exec(lineOf('size') ?? '');
  const role = lineOf('role');
  return {
    subject: lineOf('subject'),
    role: role === 'scene' || role === 'subject' || role === 'detail' ? role : null,
    industry: lineOf('industry'),
    palette: (lineOf('palette') ?? '').match(/#[0-9a-fA-F]{6}\b/g) ?? [],
    size: size ? { width: Number(size[1]), height: Number(size[2]) } : null,
  };
}

// A line break in a subject would start a line of its own, and could stand for another field.
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
