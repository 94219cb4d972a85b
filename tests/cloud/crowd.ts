import { Client } from '../protocol-client/client.ts';
import type { Message } from '../protocol-client/frames.ts';
import { textOf } from '../protocol-client/turn.ts';
import type { CloudTarget } from './target.ts';

/** What each of the crowd says, one after the other, each once the reply before has ended. */
const LINES = ['add a lamp in the hall', 'turn the lamp on', 'what devices do I have?'];
/** How long one of many may wait for a reply, milliseconds. */
const PATIENCE_MS = 240_000;
const POLL_MS = 50;

/** Lets customers who were never there before talk all at once, and returns what is wrong with any conversation. */
export async function crowd(target: CloudTarget, size: number): Promise<readonly string[]> {
  const found = await Promise.all(Array.from({ length: size }, (_, index) => talk(target, `crowd-${index}`)));
  return found.flat();
}

async function talk(target: CloudTarget, sub: string): Promise<string[]> {
  const client = await open(target, sub);
  client.send({ action: 'hello' });
  // Frames are taken at the same time, not one after the other: what follows waits for the welcome.
  if (!(await until(() => client.frames.some(({ type }) => type === 'welcome'))))
    return [`${sub} was not welcomed.`];
  let conversationId: string | undefined;
  for (const [index, text] of LINES.entries()) {
    client.send({
      action: 'sendMessage',
      requestId: `line-${index}`,
      text,
      ...(conversationId && { conversationId }),
    });
    const ended = await until(() => ends(client) > index);
    if (!ended) return [`${sub} waited in vain for a reply to “${text}”.`];
    conversationId = client.frames.find((frame) => frame.type === 'accepted')?.conversationId;
  }
  const transcript = client.transcript(conversationId ?? '');
  await until(() => !transcript.gap);
  const wrong = [...client.departures, ...disorder(await transcript.messages())];
  await client.close();
  return wrong.map((what) => `${sub}: ${what}`);
}

/** Connects, again where the crowd at the door is too large for the handshake to be over in time. */
async function open(target: CloudTarget, sub: string, tries = 20): Promise<Client> {
  try {
    return await Client.open(target, await target.mintToken(sub));
  } catch (error) {
    if (tries === 1) throw error;
    return await open(target, sub, tries - 1);
  }
}

const ends = (client: Client): number =>
  client.frames.filter((frame) => frame.type === 'chunk' && frame.chunk.type === 'finish').length;

/** Each line is there once, in its order, and each is followed by its reply, in words. */
function disorder(messages: readonly Message[]): string[] {
  const expected = LINES.flatMap((line, index) => [line, messages[2 * index]?.id]);
  const found = messages.map((message) =>
    message.role === 'user' ? textOf(message) : message.metadata?.replyTo?.join(),
  );
  const wrong: string[] = [];
  if (JSON.stringify(found) !== JSON.stringify(expected))
    wrong.push(`out of order: ${JSON.stringify(found)}`);
  for (const message of messages) if (textOf(message) === '') wrong.push(`no words in ${message.id}`);
  return wrong;
}

async function until(isSo: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    if (isSo()) return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return false;
}
