/** Prints an environment's template, for a test that runs it in an empty environment. */
import { synthesize } from '../src/synthesize.ts';

process.stdout.write(
  JSON.stringify(synthesize(JSON.parse(process.argv[2] ?? '{}') as Record<string, unknown>)),
);
