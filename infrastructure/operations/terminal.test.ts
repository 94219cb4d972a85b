import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { terminalOf, type Terminal } from './terminal.ts';

let stdin: PassThrough & { isTTY?: boolean };
let shown: string;
let terminal: Terminal;

beforeEach(() => {
  stdin = Object.assign(new PassThrough(), { isTTY: true });
  shown = '';
  const stdout = new PassThrough().on('data', (chunk: Buffer) => (shown += chunk.toString()));
  terminal = terminalOf({ stdin, stdout });
});
afterEach(() => {
  terminal.close();
});

const answerTo = (keys: string): Promise<string> | undefined => {
  const answer = terminal.ask?.('Type "prod": ');
  stdin.write(keys);
  return answer;
};

it('asks, and hands on what is typed', async () => {
  expect(await answerTo('prod\r')).toBe('prod');
  expect(shown).toContain('Type "prod": ');
  expect(terminal.stopped.aborted).toBe(false);
});

it('stops by Ctrl+C at a question, without a stack trace', async () => {
  expect(await answerTo('pr\u0003')).toBe('');
  expect(terminal.stopped.aborted).toBe(true);
});

it('takes Ctrl+D, and a terminal that goes away, for no answer', async () => {
  expect(await answerTo('\u0004')).toBe('');
  const answer = terminal.ask?.('Again? ');
  stdin.end();
  expect(await answer).toBe('');
  expect(terminal.stopped.aborted).toBe(false);
});

it('stops by Ctrl+C while something runs, until it is closed', () => {
  const listeners = process.listeners('SIGINT');
  listeners.at(-1)?.('SIGINT');
  expect(terminal.stopped.aborted).toBe(true);
  terminal.close();
  expect(process.listeners('SIGINT')).not.toContain(listeners.at(-1));
});

it('asks nobody where there is no terminal', () => {
  const piped = terminalOf({ stdin: new PassThrough(), stdout: new PassThrough() });
  expect(piped.ask).toBeUndefined();
  piped.close();
});
