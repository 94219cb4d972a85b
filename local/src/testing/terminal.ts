import { eventually } from '@agentic-service-bot/bot/testing/eventually';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { onTestFinished } from 'vitest';
import { openSession } from '../terminal/session.ts';

/** A customer's session at a server. */
export async function testSession(url: string, customer = 'cust_001') {
  const session = await openSession({ customer, token: undefined, url: new URL(url) }, fetch);
  onTestFinished(() => session.signOut());
  return session;
}

/** Somebody of customer service at a server, who says hello. */
export async function testOperator(url: string) {
  const answer = await fetch(`${url}/demo/token`, { method: 'POST', body: '{"sub":"op_001"}' });
  const { token } = (await answer.json()) as { token: string };
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, ['asb.v1', token]);
  onTestFinished(() => socket.close());
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const send = (frame: object): void => socket.send(JSON.stringify(frame));
  send({ action: 'hello' });
  return { send };
}

/** A person's keyboard and screen. */
export function testTerminal() {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 10_000 });
  let shown = '';
  output.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const seen = (): string => stripVTControlCharacters(shown).replaceAll('\r\n', '\n');
  return {
    input,
    output,
    seen,
    type: (line: string) => input.write(`${line}\n`),
    sees: (text: string) =>
      eventually(() => {
        if (!seen().includes(text)) throw new Error(`"${text}" is not among:\n${seen()}`);
      }),
  };
}
