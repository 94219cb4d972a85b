import { parseServerFrame } from '@agentic-service-bot/protocol';

/** How long the bot may take, milliseconds. */
const TIMEOUT_MS = 60_000;

type Open = (url: string, protocols: string[]) => WebSocket;

/** Says something in a new conversation, and gives the words of the reply. @throws if none comes in a minute */
export async function converse(
  url: string,
  token: string,
  text: string,
  open: Open = (address, protocols) => new WebSocket(address, protocols),
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const fail = (why: string) => reject(new Error(why));
  const timer = setTimeout(() => fail('no reply came in a minute'), TIMEOUT_MS);
  const socket = open(url, ['asb.v1', token]);
  let words = '';
  socket.addEventListener('open', () => socket.send(JSON.stringify({ action: 'hello' })));
  socket.addEventListener('error', () => fail(`${url} can't be opened with this token`));
  socket.addEventListener('close', () => fail('the socket was closed before the reply ended'));
  socket.addEventListener('message', ({ data }) => {
    const frame = parseServerFrame(String(data));
    if (frame?.type === 'welcome') {
      socket.send(JSON.stringify({ action: 'sendMessage', requestId: 'verify-deployed', text }));
    } else if (frame?.type === 'error') {
      fail(`the bot answers ${frame.code}: ${frame.message}`);
    } else if (frame?.type === 'chunk') {
      if (frame.chunk.type === 'text-delta') words += frame.chunk.delta;
      if (frame.chunk.type === 'finish' || frame.chunk.type === 'abort') resolve(words);
    }
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    socket.close();
  }
}
