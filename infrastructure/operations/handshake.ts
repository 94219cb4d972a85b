import * as http from 'node:http';
import * as https from 'node:https';

/** How long an answer may take, milliseconds. */
const TIMEOUT_MS = 15_000;

/** The status that answers a WebSocket handshake without a token; 101 if the socket opens. */
export const handshake = (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { get } = url.startsWith('wss:') ? https : http;
    const request = get(
      url.replace(/^ws/, 'http'),
      {
        timeout: TIMEOUT_MS,
        headers: {
          // The firewall's common rules refuse who names no program, with the 403 that is looked for here.
          'User-Agent': 'agentic-service-bot-deployment',
          Connection: 'Upgrade',
          Upgrade: 'websocket',
          'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': Buffer.from('a deployment-key').toString('base64'),
          'Sec-WebSocket-Protocol': 'asb.v1',
        },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      resolve(101);
    });
    request.on('timeout', () =>
      request.destroy(new Error(`${url} did not answer in ${TIMEOUT_MS / 1000} s.`)),
    );
    request.on('error', reject);
  });
