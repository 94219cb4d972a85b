import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { CommandError } from './command-error.ts';
import { templateSchema, type Template } from './stack.ts';

const manifestSchema = z.looseObject({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      properties: z
        .looseObject({ templateFile: z.string().optional(), stackName: z.string().optional() })
        .optional(),
    }),
  ),
});

/** The template of a cloud assembly's one stack. @throws CommandError if that is not the stack of this name */
export async function templateIn(folder: string, stackName: string): Promise<Template> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const stacks = Object.entries(manifest.artifacts).filter(
    ([, { type }]) => type === 'aws:cloudformation:stack',
  );
  const names = stacks.map(([id, { properties }]) => properties?.stackName ?? id);
  const file = stacks[0]?.[1].properties?.templateFile;
  if (names.length !== 1 || names[0] !== stackName || file === undefined) {
    throw new CommandError(
      `The app has the stacks ${names.join(', ') || '(none)'} where ${stackName} alone was to be.`,
      'Mend infrastructure/bin/app.ts.',
    );
  }
  return templateSchema.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
}
