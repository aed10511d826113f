import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Rendered, renderAll, trayStates } from './icons.ts';

const here = import.meta.dirname;
const pngSize = (png: Uint8Array) => Buffer.from(png).readUInt32BE(16);
let rendered: Rendered = new Map();
const file = (name: string): Buffer => Buffer.from(rendered.get(name) ?? []);

beforeAll(async () => {
  rendered = await renderAll();
}, 60_000);

describe('icons', () => {
  test('the committed files are what the drawings give (npm run icons)', async () => {
    for (const [name, content] of rendered) {
      expect((await readFile(join(here, name))).equals(content), name).toBe(true);
    }
  });

  test('every state has an image for every panel, and no two states look alike', () => {
    for (const variant of ['Template.png', '-light.png', '-dark.png', '-light.ico', '-dark.ico']) {
      const images = trayStates.map((state) => file(`tray/tray-${state}${variant}`).toString('hex'));
      expect(images).not.toContain('');
      expect(new Set(images).size, variant).toBe(trayStates.length);
    }
  });

  test('tray images have 16 pixels, and 32 where the display has two for one', () => {
    for (const state of trayStates) {
      expect(pngSize(file(`tray/tray-${state}Template.png`))).toBe(16);
      expect(pngSize(file(`tray/tray-${state}Template@2x.png`))).toBe(32);
    }
  });

  test('a Windows tray icon has every size that displays ask for', () => {
    const icon = file('tray/tray-on-dark.ico');
    const sizes = Array.from({ length: icon.readUInt16LE(4) }, (_, index) => icon.readUInt8(6 + index * 16));
    expect(sizes).toEqual([16, 20, 24, 32, 48]);
    const last = 6 + 4 * 16;
    expect(icon.readUInt32LE(last + 12) + icon.readUInt32LE(last + 8)).toBe(icon.length);
  });

  test('a bitmap in an icon stands on its head, as Windows wants it', () => {
    const icon = file('tray/tray-on-light.ico');
    const pixels = icon.subarray(icon.readUInt32LE(6 + 12) + 40);
    // Blue, green, red, alpha: the portal is solid at the bottom, and there is nothing above its round top.
    const alphaOf = (x: number, rowFromBottom: number) => pixels[(rowFromBottom * 16 + x) * 4 + 3];
    expect([...pixels.subarray((1 * 16 + 2) * 4, (1 * 16 + 2) * 4 + 4)]).toEqual([0x63, 0x6b, 0x0b, 0xff]);
    expect(alphaOf(8, 15)).toBe(0);
    expect(alphaOf(8, 1)).toBe(255);
  });

  test("macOS's icon file names its own length, and holds every size, the small ones as colours and not as PNG", () => {
    const icon = file('icons/icon.icns');
    expect(icon.toString('latin1', 0, 4)).toBe('icns');
    expect(icon.readUInt32BE(4)).toBe(icon.length);
    const entries: [string, number | 'ARGB'][] = [];
    for (let at = 8; at < icon.length; at += icon.readUInt32BE(at + 4)) {
      const isArgb = icon.toString('latin1', at + 8, at + 12) === 'ARGB';
      entries.push([icon.toString('latin1', at, at + 4), isArgb ? 'ARGB' : pngSize(icon.subarray(at + 8))]);
    }
    expect(entries).toEqual([
      ['ic12', 64],
      ['ic07', 128],
      ['ic13', 256],
      ['ic08', 256],
      ['ic04', 'ARGB'],
      ['ic14', 512],
      ['ic09', 512],
      ['ic05', 'ARGB'],
      ['ic10', 1024],
      ['ic11', 32],
    ]);
  });
});
