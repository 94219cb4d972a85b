import { expect, it } from 'vitest';
import { recordedClient } from '../testing/recorded-client.ts';
import { closeSocket } from './close-socket.ts';

const failing = (error: unknown) =>
  recordedClient(() => {
    throw error;
  }).client;

it('a socket is closed by its id', async () => {
  const { client, sent } = recordedClient(() => ({}));
  await closeSocket(client, 'abc=');
  expect(sent).toEqual([{ ConnectionId: 'abc=' }]);
});

it('one that is gone is closed, whether or not that has a name; other failures are failures', async () => {
  const named = Object.assign(new Error('gone'), {
    name: 'GoneException',
    $metadata: { httpStatusCode: 410 },
  });
  await closeSocket(failing(named), 'abc=');
  await closeSocket(failing(Object.assign(new Error('?'), { $metadata: { httpStatusCode: 410 } })), 'abc=');
  await expect(closeSocket(failing(new Error('denied')), 'abc=')).rejects.toThrow('denied');
  const forbidden = Object.assign(new Error('forbidden'), { $metadata: { httpStatusCode: 403 } });
  await expect(closeSocket(failing(forbidden), 'abc=')).rejects.toThrow('forbidden');
});
