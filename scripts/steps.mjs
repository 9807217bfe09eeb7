import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, wherever a script was started from. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Runs a command in the root and returns its exit code; what it prints is shown as it comes. */
export function run(command, args, env = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', ...env },
  });
  if (error !== undefined) console.error(`${command} could not be started: ${error.message}`);
  if (signal !== null) return 130;
  return status ?? 1;
}

/** Runs a command and ends this process with its exit code when it fails. */
export function mustRun(command, args, env) {
  const status = run(command, args, env);
  if (status !== 0) process.exit(status);
}

/** pnpm in the version that the workspace is pinned to, through npx: nothing has to be installed beforehand. */
const pnpm = (...args) => ['npx', ['-y', manifest.packageManager, ...args]];

/** Installs what the lockfile names, unless that has been done, and builds what has changed. */
export function setUp() {
  checkNode();
  const stamp = join(root, 'node_modules', '.phasegraph-installed');
  const wanted = hashOfManifests();
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    mustRun(...pnpm('install', '--frozen-lockfile', '--reporter=append-only'));
    writeFileSync(stamp, wanted);
  }
  mustRun(...pnpm('exec', 'turbo', 'run', 'build', '--output-logs=new-only', '--log-order=grouped'));
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 20)) return;
  console.error(`Phasegraph needs Node 20.20 or newer, and this is ${process.versions.node}.`);
  process.exit(1);
}

/** Changes when the lockfile or a package's own manifest does: then an install is due. */
function hashOfManifests() {
  const hash = createHash('sha256');
  const packages = readdirSync(join(root, 'packages')).toSorted();
  const manifests = packages.map((name) => join('packages', name, 'package.json'));
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}
