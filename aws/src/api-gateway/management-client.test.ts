import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { managementClient } from './management-client.ts';
import { sendFrame } from './send-frame.ts';

let asked = 0;
// It takes every request, and answers none.
const server = createServer(() => {
  asked += 1;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('a request that is never answered comes to an end', async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${String(port)}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = managementClient({ endpoint, region: 'us-east-1', credentials }, 50);
  await expect(sendFrame(client, 'id', '{}')).rejects.toThrow(/timed? ?out|timeout/iu);
  expect(asked).toBeGreaterThan(0);
  client.destroy();
});
