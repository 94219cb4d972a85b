import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { settingsOf } from './src/config.ts';

const environment = process.env['REACT_APP_ENV'] ?? 'local';
try {
  settingsOf(environment);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Where `npm start` serves, for `npm run dev -w frontend` beside it. */
const SERVER = 'http://localhost:3000';

export default defineConfig({
  plugins: [react()],
  define: { 'import.meta.env.REACT_APP_ENV': JSON.stringify(environment) },
  build: {
    outDir: 'build',
    target: 'es2022',
    // A strict content security policy allows no inlined assets and no inlined preload helper.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'index.html', widget: 'src/widget/widget.ts' },
      // Pages elsewhere load the widget by a name that stays.
      output: {
        entryFileNames: ({ name }) => (name === 'widget' ? 'widget.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    proxy: { '/ws': { target: SERVER, ws: true }, '/demo': SERVER },
  },
});
