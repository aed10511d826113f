/**
 * The app's stores in a process of its own: `saving-program FOLDER FIRST` opens what is in a folder and tells what it found,
 * then saves from that number on, for ever. Lines are written at once, so that what was said before a kill was said.
 */
import { writeSync } from 'node:fs';
import { openStores } from './stores.ts';

const [, , folder = '', first = '1'] = process.argv;
const stores = await openStores(folder, (said) => void writeSync(1, `${JSON.stringify(said)}\n`));
writeSync(1, `${JSON.stringify({ kind: 'found', found: stores.found() })}\n`);
for (let number = Number(first); ; number += 1) await stores.save(number);
