import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from './server.ts';

/** Runs the terminal client with lines on its standard input, as a pipe would. `token` is what `CHAT_TOKEN` holds. */
export async function chat(lines: string, args: readonly string[], token?: string) {
  const child = spawn(process.execPath, ['local/src/chat.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...(token !== undefined && { CHAT_TOKEN: token }) },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.end(lines);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
