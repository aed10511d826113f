import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '../..');

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { host: '127.0.0.1', fs: { allow: [root] } },
  build: { outDir: join(root, 'out/renderer-preview'), emptyOutDir: true, target: 'chrome130', assetsInlineLimit: 0 },
});
