import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from './server.ts';

/**
 * Runs the terminal client with lines on its standard input, as a pipe would.
 *
 * @param token what `CHAT_TOKEN` holds
 * @param pipe whether more lines could come after these
 */
export async function chat(
  lines: string,
  args: readonly string[],
  token?: string,
  pipe: 'ends' | 'stays open' = 'ends',
) {
  const child = spawn(process.execPath, ['local/src/chat.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...(token !== undefined && { CHAT_TOKEN: token }) },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.write(lines);
  if (pipe === 'ends') child.stdin.end();
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
