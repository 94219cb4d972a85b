import { describe, expect, it } from 'vitest';
import { eventually } from '@agentic-service-bot/bot/testing/eventually';
import { connect, useSmallCloud } from './testing/small-cloud.ts';

const open = useSmallCloud();

const frame = async (
  of: { readonly frames: readonly string[] },
  count = 1,
): Promise<Record<string, unknown>> => {
  await eventually(() => {
    expect(of.frames.length).toBeGreaterThanOrEqual(count);
  });
  return JSON.parse(of.frames[count - 1] ?? '{}') as Record<string, unknown>;
};

/** A function that tells what it was given, over the management API. */
const TELL = `
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
const client = new ApiGatewayManagementApiClient({ endpoint: process.env.WEBSOCKET_ENDPOINT });
export const tell = (event, what) => client.send(new PostToConnectionCommand({
  ConnectionId: event.requestContext.connectionId, Data: JSON.stringify(what) }));
`;
const receiving = (body: string) => `${TELL}
export const handler = async (event, context) => { ${body}; return { statusCode: 200 }; };`;

describe('the handshake', () => {
  it('lets in whom the authorizer allows, and hands its context on as text', async () => {
    const cloud = await open({
      sources: { receive: receiving('await tell(event, event.requestContext)') },
    });
    const client = await connect(cloud);
    client.socket.send('{"action":"hello"}');

    expect(client.socket.protocol).toBe('asb.v1');
    await expect(frame(client)).resolves.toMatchObject({
      routeKey: '$default',
      eventType: 'MESSAGE',
      connectionId: cloud.gateway.connections[0],
      authorizer: { principalId: 'ann', name: 'Ann', count: '2', isOperator: 'false' },
    });
  });

  const throwing = (message: string) =>
    `export const handler = async () => { throw new Error('${message}'); };`;
  const answering = (result: string) => `export const handler = async (event) => (${result});`;
  it.each([
    ['401 without the header that the authorizer wants', {}, [], 'refused 401'],
    ['401 if the authorizer says so', { authorize: throwing('Unauthorized') }, undefined, 'refused 401'],
    ['500 if the authorizer fails', { authorize: throwing('Oh') }, undefined, 'refused 500'],
    [
      '403 if the authorizer denies',
      {
        authorize: answering(
          `{ principalId: 'ann', policyDocument: { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] } }`,
        ),
      },
      undefined,
      'refused 403',
    ],
    [
      '403 if the authorizer allows another route',
      {
        authorize: answering(
          `{ principalId: 'ann', policyDocument: { Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.methodArn + 'ion' }] } }`,
        ),
      },
      undefined,
      'refused 403',
    ],
    [
      '500 if the context is not flat',
      {
        authorize: answering(
          `{ principalId: 'ann', context: { a: {} }, policyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }`,
        ),
      },
      undefined,
      'refused 500',
    ],
    ['what $connect answers', { connect: answering('{ statusCode: 403 }') }, undefined, 'refused 403'],
    ['502 if $connect fails', { connect: throwing('Oh') }, undefined, 'refused 502'],
    [
      'nothing to a browser, if $connect does not echo the subprotocol',
      { connect: answering('{ statusCode: 200 }') },
      undefined,
      'Server sent no subprotocol',
    ],
  ])('answers %s', async (_, sources, protocols, refusal) => {
    const cloud = await open({ sources });
    await expect(connect(cloud, protocols)).rejects.toThrow(refusal);
  });

  it('ends at 29 seconds', async () => {
    const cloud = await open({
      timeout: 60,
      sources: { connect: 'export const handler = () => new Promise(() => setInterval(() => 0, 1000));' },
    });
    const connecting = connect(cloud);
    await eventually(() => {
      expect(cloud.calls.used.has('connect logs:CreateLogStream')).toBe(true);
    });
    cloud.clock.advance(28_000);
    cloud.clock.advance(1_001);
    await expect(connecting).rejects.toThrow('refused 504');
  });
});

describe('a connection', () => {
  it('is not there for who pushes from $connect, and gone for who pushes after its end', async () => {
    const push = `${TELL}
export const handler = async (event) => {
  try { await tell(event, 'early'); console.log('pushed'); }
  catch (error) { console.log(error.name + ' ' + error.$metadata.httpStatusCode); }
  return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'asb.v1' } };
};`;
    const cloud = await open({ sources: { connect: push, disconnect: push } });
    const client = await connect(cloud);
    client.socket.close();
    await client.closed;
    await eventually(() => {
      expect(cloud.logs.get('disconnect')).toEqual(['GoneException 410']);
    });
    expect(cloud.logs.get('connect')).toEqual(['GoneException 410']);
  });

  it.each([
    ['at 32,769 bytes', 'x'.repeat(32_769), 1009],
    ['at 32,769 bytes of two-byte letters', 'é'.repeat(16_385), 1009],
    ['at a binary frame', Buffer.from('{}'), 1003],
  ])('ends %s', async (_, data, code) => {
    const client = await connect(await open());
    client.socket.send(data);
    await expect(client.closed).resolves.toBe(code);
  });

  it('takes 32,768 bytes', async () => {
    const cloud = await open({ sources: { receive: receiving('await tell(event, event.body.length)') } });
    const client = await connect(cloud);
    client.socket.send('x'.repeat(32_768));
    await eventually(() => {
      expect(client.frames).toEqual(['32768']);
    });
  });

  it('ends after ten idle minutes, not before', async () => {
    const cloud = await open({ sources: { receive: receiving('await tell(event, 1)') } });
    const client = await connect(cloud);
    cloud.clock.advance(599_000);
    client.socket.send('{}');
    await frame(client);
    cloud.clock.advance(599_000);
    expect(cloud.gateway.connections).toHaveLength(1);
    cloud.clock.advance(2_000);
    await expect(client.closed).resolves.toBe(1001);
  });

  it('ends after two hours, however busy it is', async () => {
    const cloud = await open({ sources: { receive: receiving('await tell(event, 1)') } });
    const client = await connect(cloud);
    for (let count = 1; count < 13; count += 1) {
      cloud.clock.advance(590_000);
      client.socket.send('{}');
      await frame(client, count);
    }
    expect(cloud.gateway.connections).toHaveLength(1);
    cloud.clock.advance(121_000);
    await expect(client.closed).resolves.toBe(1001);
  });

  it('takes 128 KB from the management API, and no more', async () => {
    const cloud = await open({
      sources: {
        receive: receiving(`const data = 'x'.repeat(Number(event.body));
          await tell(event, data).catch((error) => tell(event, [error.name, error.$metadata.httpStatusCode]))`),
      },
    });
    const client = await connect(cloud);
    client.socket.send(String(128 * 1024 - 2));
    await eventually(() => {
      expect(client.frames).toHaveLength(1);
    });
    client.socket.send(String(128 * 1024 - 1));
    await eventually(() => {
      expect(client.frames[1]).toBe('["PayloadTooLargeException",413]');
    });
  });

  it('can be looked up and ended by a function', async () => {
    const cloud = await open({
      sources: {
        receive: `import { ApiGatewayManagementApiClient, DeleteConnectionCommand, GetConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
const client = new ApiGatewayManagementApiClient({ endpoint: process.env.WEBSOCKET_ENDPOINT });
export const handler = async ({ requestContext: { connectionId: ConnectionId } }) => {
  const { ConnectedAt } = await client.send(new GetConnectionCommand({ ConnectionId }));
  console.log(ConnectedAt instanceof Date);
  await client.send(new DeleteConnectionCommand({ ConnectionId }));
  return { statusCode: 200 };
};`,
      },
    });
    const client = await connect(cloud);
    client.socket.send('{}');
    await expect(client.closed).resolves.toBe(1000);
    await eventually(() => {
      expect(cloud.logs.get('receive')).toEqual(['true']);
    });
  });
});

describe('a frame', () => {
  it('goes to the route of its action, and to the default one else', async () => {
    const cloud = await open({
      sources: {
        receive: `export const handler = async (event) => ({ statusCode: 200, body: event.requestContext.routeKey });`,
      },
    });
    const client = await connect(cloud);
    client.socket.send('{"action":"ping"}');
    await eventually(() => {
      expect(client.frames).toEqual(['ping']);
    });
    // The default route has no answer, whatever its function returns.
    for (const text of ['{"action":"other"}', 'no JSON', '{"action":"$connect"}']) client.socket.send(text);
    await eventually(() => {
      expect(cloud.metrics.names).toContain('AWS/Lambda/Invocations');
      expect(cloud.gateway.isBusy).toBe(false);
    });
    expect(client.frames).toEqual(['ping']);
  });

  it.each([
    [
      'fails',
      {},
      `export const handler = async () => { throw new Error('secret'); };`,
      'Internal server error',
    ],
    ['ends its process', {}, `export const handler = async () => process.exit(1);`, 'Internal server error'],
    ['answers nonsense', {}, `export const handler = async () => 'fine';`, 'Internal server error'],
    ['is throttled', { throttle: { rate: 0, burst: 1 } }, undefined, 'Too Many Requests'],
    ['goes where there is no route', { leaveOut: ['DefaultRoute'] }, undefined, 'Forbidden'],
  ])('that %s is told by the platform, without a type', async (_, more, receive, message) => {
    const cloud = await open({ ...more, ...(receive !== undefined && { sources: { receive } }) });
    const client = await connect(cloud);
    client.socket.send('{"action":"hello"}');
    const told = await frame(client);
    expect(told).toEqual({
      message,
      connectionId: cloud.gateway.connections[0],
      requestId: expect.any(String),
    });
  });

  it('that takes longer than 29 seconds is told so, and the function runs on to its timeout', async () => {
    const cloud = await open({
      timeout: 40,
      sources: { receive: 'export const handler = () => new Promise(() => setInterval(() => 0, 1000));' },
    });
    const client = await connect(cloud);
    client.socket.send('{}');
    await eventually(() => {
      expect(cloud.calls.used.has('receive logs:CreateLogStream')).toBe(true);
    });
    cloud.clock.advance(29_001);
    await expect(frame(client)).resolves.toMatchObject({ message: 'Endpoint request timed out' });
    cloud.clock.advance(11_000);
    client.socket.send('{}');
    await eventually(() => {
      expect(cloud.calls.used.get('receive logs:CreateLogStream')).toBe(2);
    });
  });
});
