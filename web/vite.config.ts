import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;

/**
 * Cloudscape's global styles carry Open Sans as base64. As files the fonts are fetched only when a weight is used, are
 * cached by themselves, and the served policy can keep `font-src 'self'` without `data:`.
 */
function fontsAsFiles(): Plugin {
  const folder = join(root, '.cache', 'fonts');
  return {
    name: 'fonts-as-files',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@cloudscape-design/global-styles') || !id.endsWith('.css')) return null;
      mkdirSync(folder, { recursive: true });
      return code.replace(/url\((['"]?)data:font\/woff2;base64,([^'")]+)\1\)/g, (_whole, _quote, base64: string) => {
        const font = Buffer.from(base64, 'base64');
        const name = `open-sans-${createHash('sha256').update(font).digest('hex').slice(0, 12)}.woff2`;
        writeFileSync(join(folder, name), font);
        return `url('/.cache/fonts/${name}')`;
      });
    },
  };
}

/**
 * Cloudscape 3.0.1383 puts `aria-orientation` on the <nav> of narrow screens, where ARIA does not allow it; screen
 * readers and axe complain. The build fails once Cloudscape has mended it, so that this goes too.
 */
function navWithoutOrientation(): Plugin {
  const wrong = '"aria-orientation": "horizontal", className: clsx(styles[\'mobile-toolbar-nav\']';
  return {
    name: 'nav-without-orientation',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith('/app-layout/visual-refresh/mobile-toolbar.js')) return null;
      if (!code.includes(wrong)) this.error('Cloudscape no longer needs navWithoutOrientation: remove it.');
      return code.replace(wrong, wrong.slice(wrong.indexOf('className')));
    },
  };
}

/** The viewer of the API's documentation, a finished script of its own that `/api/docs` loads. */
function apiReference(): Plugin {
  return {
    name: 'api-reference',
    apply: 'build',
    generateBundle() {
      const viewer = join(root, '..', 'node_modules', '@scalar', 'api-reference', 'dist', 'browser', 'standalone.js');
      this.emitFile({ type: 'asset', fileName: 'api-reference.js', source: readFileSync(viewer) });
    },
  };
}

export default defineConfig({
  root,
  base: '/',
  plugins: [fontsAsFiles(), navWithoutOrientation(), apiReference(), react()],
  build: {
    outDir: 'dist',
    // Not `assets`: that is the address of a page.
    assetsDir: 'static',
    emptyOutDir: true,
    // Inlined assets would be `data:` URLs, which the served Content-Security-Policy refuses for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What most pages use is one file. By default a page is up to 90 small ones; with this it is half of that, and
        // no page grows. A lower count makes fewer files still, and the sign-in page larger.
        codeSplitting: {
          groups: [{ name: 'shared', test: /node_modules|src\/(show|app|api|access)\//, minShareCount: 9 }],
        },
      },
    },
    reportCompressedSize: true,
  },
  server: {
    proxy: { '/api': { target: process.env.CLOUDCOREO_URL ?? 'http://127.0.0.1:8400', changeOrigin: false } },
  },
});
