/** `node infrastructure/bin/preview.ts BASE HEAD`: what HEAD would change on AWS; both are checkouts, built and synthesized. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { templateIn } from '../operations/assembly.ts';
import { ENVIRONMENTS, stackOf } from '../operations/environment.ts';
import { filesIn, type File } from '../operations/files.ts';
import { preview, type Built } from '../operations/preview.ts';

/** What is measured, and under which name. */
const FOLDERS = [
  ['functions', join('aws', 'dist')],
  ['pages', join('frontend', 'build')],
] as const;

async function read(checkout: string): Promise<Built> {
  const templates = new Map(
    await Promise.all(
      ENVIRONMENTS.map(async (environment) => {
        const assembly = join(checkout, 'infrastructure', 'cdk.out', environment);
        return [environment, await templateIn(assembly, stackOf(environment))] as const;
      }),
    ),
  );
  const files: File[] = [];
  for (const [name, folder] of FOLDERS) {
    const path = join(checkout, folder);
    if (!existsSync(path)) continue;
    files.push(...(await filesIn(path)).map((file) => ({ ...file, path: `${name}/${file.path}` })));
  }
  return { templates, files };
}

const [base, head] = process.argv.slice(2);
if (base === undefined || head === undefined) {
  throw new Error('Name two checkouts: node infrastructure/bin/preview.ts BASE HEAD');
}
console.log(preview(await read(base), await read(head)));
