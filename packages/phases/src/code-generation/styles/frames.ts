import type { StyleSystem } from '../../style-system/artifact.js';
import type { ImageFrame } from '../../style-system/choices.js';

/** The shapes that pictures are cut to, each a variation on the frame of the style. */
export function frameStyles(style: StyleSystem): string {
  return `
    .frame-edge, .frame-tall, .frame-wide, .frame-up, .frame-down, .frame-corner, .frame-card { border-radius: var(--radius-large); }
    .frame-slant { border-radius: 0; }
    ${frames[style.choice.frame]}`;
}

const frames: Record<ImageFrame, string> = {
  arch: `
    .frame-edge { border-radius: 50% var(--radius-large) var(--radius-large) var(--radius-large) / 58% var(--radius-large) var(--radius-large) var(--radius-large); }
    .frame-up, .frame-tall { border-radius: 50% 50% var(--radius) var(--radius) / 36% 36% var(--radius) var(--radius); }
    .frame-down { border-radius: var(--radius) var(--radius) 50% 50% / var(--radius) var(--radius) 36% 36%; }
    .frame-corner { border-radius: var(--radius) 34% var(--radius) var(--radius) / var(--radius) 42% var(--radius) var(--radius); }
    .frame-card { border-radius: var(--radius) var(--radius) 0 0; }`,
  leaf: `
    .frame-edge { border-radius: 0 var(--radius-large) 0 44%; }
    .frame-up, .frame-tall { border-radius: 44% var(--radius) 44% var(--radius) / 34% var(--radius) 34% var(--radius); }
    .frame-down { border-radius: var(--radius) 44% var(--radius) 44% / var(--radius) 34% var(--radius) 34%; }
    .frame-corner { border-radius: var(--radius) 30% var(--radius) 30% / var(--radius) 40% var(--radius) 40%; }
    .frame-wide { border-radius: 8rem var(--radius) 8rem var(--radius); }
    .frame-card { border-radius: var(--radius) var(--radius) 0 0; }`,
  rounded: `
    .frame-edge { border-radius: var(--radius-large) 0 0 var(--radius-large); }
    .frame-corner { border-radius: var(--radius); }
    .frame-card { border-radius: var(--radius) var(--radius) 0 0; }`,
  square: `
    .frame-edge, .frame-tall, .frame-wide, .frame-up, .frame-down, .frame-corner, .frame-card { border-radius: 0; }`,
  notch: `
    .frame-edge, .frame-tall, .frame-wide, .frame-up, .frame-down, .frame-corner, .frame-card { border-radius: 0; --cut: clamp(1.75rem, 4vw, 4rem); }
    .frame-edge, .frame-tall, .frame-wide { clip-path: polygon(var(--cut) 0, 100% 0, 100% calc(100% - var(--cut)), calc(100% - var(--cut)) 100%, 0 100%, 0 var(--cut)); }
    .frame-up, .frame-corner { clip-path: polygon(0 0, calc(100% - var(--cut)) 0, 100% var(--cut), 100% 100%, 0 100%); }
    .frame-down { clip-path: polygon(0 0, 100% 0, 100% calc(100% - var(--cut)), calc(100% - var(--cut)) 100%, 0 100%); }`,
};
