// `node --import <this file> src/main.ts`: runs the sources in a process of their own, without a build before it.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
