import type { Bundle } from './bundle-functions.ts';

/** What is in a bundle, in bytes. */
export interface Sizes {
  /** All that is loaded when the function starts: `index.mjs` and the chunks it imports at once. */
  readonly initial: number;
  /** What is loaded later, when it is needed. */
  readonly later: number;
  /** The packages and folders of this workspace with the most bytes in the initial part, the largest first. */
  readonly largest: readonly { readonly name: string; readonly bytes: number }[];
}

const LARGEST = 10;

/** Reads from a bundle's metafile how large it is, and why. */
export function sizesOf({ metafile }: Bundle): Sizes {
  const files = new Map(Object.entries(metafile.outputs).filter(([path]) => path.endsWith('.mjs')));
  const entry = [...files].find(([, { entryPoint }]) => entryPoint?.includes('/src/handlers/') === true);
  if (entry === undefined) throw new Error('The metafile has no entry point of ours.');
  const initial = new Set([entry[0]]);
  for (const path of initial) {
    for (const { path: next, kind } of files.get(path)?.imports ?? []) {
      if (kind === 'import-statement' && files.has(next)) initial.add(next);
    }
  }
  const bytesOf = (paths: Iterable<string>): number =>
    [...paths].reduce((sum, path) => sum + (files.get(path)?.bytes ?? 0), 0);
  const inputs = new Map<string, number>();
  for (const path of initial) {
    for (const [input, { bytesInOutput }] of Object.entries(files.get(path)?.inputs ?? {})) {
      const name = nameOf(input);
      inputs.set(name, (inputs.get(name) ?? 0) + bytesInOutput);
    }
  }
  return {
    initial: bytesOf(initial),
    later: bytesOf(files.keys()) - bytesOf(initial),
    largest: [...inputs]
      .map(([name, bytes]) => ({ name, bytes }))
      .sort((a, b) => b.bytes - a.bytes)
      .slice(0, LARGEST),
  };
}

/** The package that a file belongs to, or the workspace. */
function nameOf(input: string): string {
  const [, inside] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input) ?? [];
  return (
    inside ??
    input
      .split('/')
      .slice(0, -1)
      .join('/')
      .replace(/\/src(\/.*)?$/, '/src')
  );
}
