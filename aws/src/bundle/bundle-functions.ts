import { build, type Metafile, type Plugin } from 'esbuild';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FUNCTIONS, type FunctionName } from '../functions.ts';
import { serviceModule } from './service-module.ts';

const SOURCE = join(import.meta.dirname, '..');
const ROOT = join(SOURCE, '..', '..');
/** What the bundles have in the place of something larger. */
const INSTEAD = join(import.meta.dirname, 'instead');

/** What runs in Lambda and nowhere else needs less than the libraries bring. */
const LESS: Plugin = {
  name: 'less',
  setup(builder) {
    builder.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({
      path: join(INSTEAD, 'credentials.ts'),
    }));
    builder.onResolve({ filter: /^@ai-sdk\/gateway$/ }, () => ({
      path: join(INSTEAD, 'gateway.ts'),
    }));
    // Messages in fifty languages: a provider that is loaded later names the library as a whole, and keeps them all.
    builder.onLoad({ filter: /[/\\]zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({
      contents: `export { default as en } from './en.js';`,
    }));
  },
};

/** A bundle that was written. */
export interface Bundle {
  readonly name: FunctionName;
  /** Its folder, with `index.mjs` and the chunks that are loaded when they are needed. */
  readonly folder: string;
  /** What went into each file. Paths are relative to the workspace. */
  readonly metafile: Metafile;
}

export interface BundleOptions {
  /**
   * The service that the functions run: a package of this workspace, or a file if it begins with a dot or a slash.
   * Without it the smart home.
   */
  readonly service?: string;
  /** Without it all of them. */
  readonly names?: readonly FunctionName[];
}

/**
 * Writes a folder for each function into `folder`, each with all that the function needs; what was there is removed.
 *
 * @throws what esbuild says, if something can't be bundled.
 */
export async function bundleFunctions(
  folder: string,
  { service, names = Object.keys(FUNCTIONS) as FunctionName[] }: BundleOptions = {},
): Promise<Bundle[]> {
  const bundles: Bundle[] = [];
  // One after another: esbuild has every core busy with one.
  for (const name of names) {
    const target = join(folder, name);
    await rm(target, { recursive: true, force: true });
    const { metafile } = await build({
      absWorkingDir: ROOT,
      entryPoints: { index: join(SOURCE, FUNCTIONS[name].file) },
      outdir: target,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      minify: true,
      metafile: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      mainFields: ['module', 'main'],
      legalComments: 'external',
      plugins: [LESS, ...(service === undefined ? [] : [serviceModule(service, ROOT)])],
      logLevel: 'error',
    });
    bundles.push({ name, folder: target, metafile });
  }
  return bundles;
}
