import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('eval.ts', import.meta.url));

/** What the command prints, and how it ends, without any setting of a provider. */
async function evaluated(...options: string[]): Promise<{ code: number; out: string; errors: string }> {
  const env = { PATH: process.env['PATH'] };
  try {
    const { stdout, stderr } = await run(process.execPath, [SCRIPT, ...options], { env });
    return { code: 0, out: stdout, errors: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, errors: stderr };
  }
}

it('says how it is used', { timeout: 60_000 }, async () => {
  const [help, none, wrong] = await Promise.all([evaluated('--help'), evaluated(), evaluated('--modl', 'x')]);
  expect(help).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Usage: npm run eval -- --model/u),
    errors: '',
  });
  expect(none).toMatchObject({ code: 2, errors: expect.stringMatching(/^Usage: /u) });
  expect(wrong).toMatchObject({
    code: 2,
    errors: expect.stringMatching(/^Unknown option '--modl'.*\nUsage: /u),
  });
});

it('says in one line which key is missing', { timeout: 60_000 }, async () => {
  const { code, errors } = await evaluated('--model', 'anthropic:claude-sonnet-5-5');
  expect(code).toBe(2);
  expect(errors).toBe('ANTHROPIC_API_KEY is missing: set it to a key of the Anthropic Console.\n');
});
