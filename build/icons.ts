/** Which image files are made of which drawing. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { IconIcns, IconIco } from '@shockpkg/icon-encoder';

const here = import.meta.dirname;
let ready: Promise<void> | null = null;

/** A square drawing as a PNG; `currentColor` in it becomes `colour`. */
async function render(svg: string, size: number, colour = '#000'): Promise<Uint8Array> {
  ready ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then(initWasm);
  await ready;
  return new Resvg(svg.replaceAll('currentColor', colour), { fitTo: { mode: 'width', value: size } }).render().asPng();
}

/** Windows' icon file. Small images become bitmaps: not everything on Windows reads a PNG of that size. */
async function ico(images: readonly Uint8Array[]): Promise<Uint8Array> {
  const icon = new IconIco();
  for (const image of images) await icon.addFromPng(image, null, true);
  return icon.encode();
}

/** Types of the entries, in the order that macOS's own iconutil writes them, with their sizes in pixels. */
const icnsTypes = {
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic04: 16,
  ic14: 512,
  ic09: 512,
  ic05: 32,
  ic10: 1024,
  ic11: 32,
} as const;

/** macOS's icon file. */
async function icns(at: (size: number) => Promise<Uint8Array>): Promise<Uint8Array> {
  const icon = new IconIcns();
  for (const [type, size] of Object.entries(icnsTypes)) await icon.addFromPng(await at(size), [type], true);
  return icon.encode();
}

export const trayStates = ['off', 'starting', 'on', 'attention'] as const;

/** Glyph colours by the panel they are for. The shapes alone tell the states apart; colour only helps. */
const glyphs = {
  light: { off: '#3b4650', starting: '#3b4650', on: '#0b6b63', attention: '#b3261e' },
  dark: { off: '#e8ecef', starting: '#e8ecef', on: '#5fe0cf', attention: '#ffb4ab' },
} as const;

const trayIcoSizes = [16, 20, 24, 32, 48];
const iconIcoSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256];
/** Up to this size the drawing with fewer details is the better one. */
const smallSize = 48;

/** A rendered file: its path in build/, and what is in it. */
export type Rendered = ReadonlyMap<string, Uint8Array>;

async function trayImages(): Promise<[string, Uint8Array][]> {
  const files: [string, Uint8Array][] = [];
  for (const state of trayStates) {
    const svg = await readFile(join(here, `tray/tray-${state}.svg`), 'utf8');
    const pair = async (name: string, colour?: string) => {
      files.push([`tray/${name}.png`, await render(svg, 16, colour)]);
      files.push([`tray/${name}@2x.png`, await render(svg, 32, colour)]);
    };
    // macOS takes the shape of a template image and colours it itself.
    await pair(`tray-${state}Template`);
    for (const panel of ['light', 'dark'] as const) {
      const colour = glyphs[panel][state];
      await pair(`tray-${state}-${panel}`, colour);
      const images = await Promise.all(trayIcoSizes.map((size) => render(svg, size, colour)));
      files.push([`tray/tray-${state}-${panel}.ico`, await ico(images)]);
    }
  }
  return files;
}

async function appIcons(): Promise<[string, Uint8Array][]> {
  const large = await readFile(join(here, 'icons/icon.svg'), 'utf8');
  const small = await readFile(join(here, 'icons/icon-small.svg'), 'utf8');
  const at = (size: number) => render(size <= smallSize ? small : large, size);
  const linux = [16, 24, 32, 48, 64, 128, 256, 512];
  return [
    ['icons/icon.png', await at(1024)],
    ['icons/icon.ico', await ico(await Promise.all(iconIcoSizes.map(at)))],
    ['icons/icon.icns', await icns(at)],
    ...(await Promise.all(
      linux.map(async (size): Promise<[string, Uint8Array]> => [`icons/png/${size}x${size}.png`, await at(size)]),
    )),
  ];
}

/** All image files of the project that are made of drawings. */
export async function renderAll(): Promise<Rendered> {
  return new Map([...(await trayImages()), ...(await appIcons())]);
}
