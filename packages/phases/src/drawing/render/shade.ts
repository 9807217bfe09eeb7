/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import type { Finish, SurfacePoint } from '../materials/material.js';
import type { Camera } from './camera.js';
import type { Hit } from './interpolate.js';
import type { Light } from './light.js';
import type { Stage } from './stage.js';

/** Turns what is seen at a point into light: writes three linear parts to `out`. */
export function shaderOf(
  stage: Stage,
  camera: Camera,
  light: Light,
): (hit: Hit, lit: number, open: number, out: Float64Array) => void {
  const point: SurfacePoint = { x: 0, y: 0, z: 0, u: 0, v: 0, up: 0 };
  const finish: Finish = {
    red: 0,
    green: 0,
    blue: 0,
    roughness: 0.7,
    gloss: 0.04,
    metal: 0,
    softness: 0,
    glow: 0,
  };
  const [lx, ly, lz] = light.toKey;
  const [rimX, rimY, rimZ] = light.toRim;
  const [ex, ey, ez] = camera.eye;
  return (hit, lit, open, out) => {
    const { material, rotation } = stage.parts[hit.owner]!; // every triangle has an owner
    point.x = hit.lx;
    point.y = hit.ly;
    point.z = hit.lz;
    point.u = hit.u;
    point.v = hit.v;
    point.up = hit.ny;
    finish.roughness = 0.7;
    finish.gloss = 0.04;
    finish.metal = 0;
    finish.softness = 0;
    finish.glow = 0;
    material.paint(point, finish);
    let { nx, ny, nz } = hit;
    if (material.relief) {
      const step = 0.006;
      const here = material.relief(hit.lx, hit.ly, hit.lz, hit.u, hit.v);
      const gx = (material.relief(hit.lx + step, hit.ly, hit.lz, hit.u, hit.v) - here) / step;
      const gy = (material.relief(hit.lx, hit.ly + step, hit.lz, hit.u, hit.v) - here) / step;
      const gz = (material.relief(hit.lx, hit.ly, hit.lz + step, hit.u, hit.v) - here) / step;
      nx -= rotation[0]! * gx + rotation[1]! * gy + rotation[2]! * gz;
      ny -= rotation[3]! * gx + rotation[4]! * gy + rotation[5]! * gz;
      nz -= rotation[6]! * gx + rotation[7]! * gy + rotation[8]! * gz;
      const length = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1;
      nx /= length;
      ny /= length;
      nz /= length;
    }
    let vx = ex - hit.px;
    let vy = ey - hit.py;
    let vz = ez - hit.pz;
    const away = Math.sqrt(vx * vx + vy * vy + vz * vz);
    vx /= away;
    vy /= away;
    vz /= away;
    const { softness, roughness, gloss, metal } = finish;
    const facing = Math.max(0, nx * vx + ny * vy + nz * vz);
    const toLight = nx * lx + ny * ly + nz * lz;
    const wrapped = Math.max(0, (toLight + softness) / (1 + softness));
    const skyward = ny * 0.5 + 0.5;
    const sharp = 1 - roughness;
    const slant = 1 - facing;
    const grazing = slant * slant * slant * slant * slant * (0.25 + 0.75 * sharp);
    const reflectance = gloss + (1 - gloss) * grazing;
    // What the surface mirrors: a dim room, brighter above, with a tall soft box to the left and a strip to the right.
    const mirror = 2 * (nx * vx + ny * vy + nz * vz);
    const ry = ny * mirror - vy;
    const room = (0.28 + 0.5 * step(ry, -0.4, 0.9)) * 1.6;
    let lamps = 0;
    let lobe = 0;
    if (roughness < 0.8) {
      const rx = nx * mirror - vx;
      const rz = nz * mirror - vz;
      const edge = 0.5 * roughness + 0.08;
      const box = step(rx * -0.62 + ry * 0.45 + rz * 0.64, 0.8 - edge, 0.8 + edge) * 1.9;
      const strip = step(rx * 0.86 + ry * 0.18 + rz * 0.1, 0.86 - edge, 0.86 + edge * 0.6) * 0.8;
      lamps = (box * (0.35 + 0.65 * lit) + strip) * (0.25 + 0.75 * sharp);
      // Highlight of the key: a normalised Blinn lobe, wide enough for a soft box.
      if (toLight > 0 && lit > 0) {
        const hx = vx + lx;
        const hy = vy + ly;
        const hz = vz + lz;
        const halfway =
          Math.max(0, nx * hx + ny * hy + nz * hz) / (Math.sqrt(hx * hx + hy * hy + hz * hz) || 1);
        const shininess = 2 / (roughness * roughness * roughness * roughness + 0.002);
        lobe = Math.pow(halfway, shininess) * (shininess + 2) * 0.125 * toLight;
      }
    }
    const rimFacing = Math.max(0, nx * rimX + ny * rimY + nz * rimZ);
    const rim = slant * slant * Math.sqrt(slant) * rimFacing * open;
    for (let part = 0; part < 3; part++) {
      const albedo = part === 0 ? finish.red : part === 1 ? finish.green : finish.blue;
      // Light that bounces between bright walls of a crevice: the brighter the surface, the less dark its corners.
      const bounce = open + (1 - open) * open * albedo * 0.9;
      const ambient = (light.ground[part]! + (light.sky[part]! - light.ground[part]!) * skyward) * bounce;
      // Soft matter lets red light creep round the terminator.
      const creep = softness > 0 && part === 0 ? softness * 0.12 * (1 - Math.abs(toLight)) : 0;
      const direct = light.key[part]! * (wrapped + creep) * lit;
      const diffuse = albedo * (1 - metal) * (direct + ambient + light.rim[part]! * rim);
      const tint = metal > 0 ? gloss + (albedo - gloss) * metal : reflectance;
      const strength = metal > 0 ? tint + (1 - tint) * grazing * 0.6 : tint;
      const mirrored = (room * light.sky[part]! + lamps) * (0.3 + 0.7 * open);
      const level = diffuse + strength * (mirrored + lobe * light.key[part]! * lit * 2.2);
      out[part] = level + finish.glow * albedo;
    }
  };
}

function step(value: number, from: number, to: number): number {
  const t = value <= from ? 0 : value >= to ? 1 : (value - from) / (to - from);
  return t * t * (3 - 2 * t);
}
