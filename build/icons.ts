/** Which image files are made of which drawing. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { type Image, icns, icnsSizes, ico } from './image-containers.ts';

const here = import.meta.dirname;
let ready: Promise<void> | null = null;

/** Renders a square drawing; `currentColor` in it becomes `colour`. */
async function render(svg: string, size: number, colour = '#000'): Promise<Image> {
  ready ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then(initWasm);
  await ready;
  const image = new Resvg(svg.replaceAll('currentColor', colour), { fitTo: { mode: 'width', value: size } }).render();
  const rgba = Uint8Array.from(image.pixels);
  return { size, png: image.asPng(), rgba };
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
      files.push([`tray/${name}.png`, (await render(svg, 16, colour)).png]);
      files.push([`tray/${name}@2x.png`, (await render(svg, 32, colour)).png]);
    };
    // macOS takes the shape of a template image and colours it itself.
    await pair(`tray-${state}Template`);
    for (const panel of ['light', 'dark'] as const) {
      const colour = glyphs[panel][state];
      await pair(`tray-${state}-${panel}`, colour);
      const images = await Promise.all(trayIcoSizes.map((size) => render(svg, size, colour)));
      files.push([`tray/tray-${state}-${panel}.ico`, ico(images)]);
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
    ['icons/icon.png', (await at(1024)).png],
    ['icons/icon.ico', ico(await Promise.all(iconIcoSizes.map(at)))],
    ['icons/icon.icns', icns(await Promise.all(icnsSizes.map(at)))],
    ...(await Promise.all(
      linux.map(async (size): Promise<[string, Uint8Array]> => [`icons/png/${size}x${size}.png`, (await at(size)).png]),
    )),
  ];
}

/** All image files of the project that are made of drawings. */
export async function renderAll(): Promise<Rendered> {
  return new Map([...(await trayImages()), ...(await appIcons())]);
}
