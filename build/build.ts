/** npm run build [-- --e2e]: builds always, and says where to. */
import { build, type Variant } from './outputs.ts';

const variant: Variant = process.argv.includes('--e2e') ? 'e2e' : 'release';
if (!build(variant)) process.exit(1);
console.log(`Built ${variant === 'e2e' ? 'out/e2e' : 'out'}: main, preload, renderer, tray, words.`);
