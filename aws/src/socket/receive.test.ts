import { Gateway } from '@agentic-service-bot/bot';
import { expect, it } from 'vitest';
import { service } from '../service.ts';
import { ann, memory } from '../testing/memory.ts';
import { toContext } from './authorizer-context.ts';
import { receive, type Reception } from './receive.ts';

const setting = () => {
  const { clock, ports } = memory();
  const { connections, telemetry } = ports;
  const socket = connections.open('socket');
  const closed: string[] = [];
  const reception: Reception = {
    gateway: new Gateway(service, ports),
    send: (id, frame) => connections.send(id, frame),
    close: async (id) => void closed.push(id),
    telemetry,
  };
  const context = toContext(ann);
  const say = async (body: string | null, more: object = {}) => {
    const before = socket.frames.length;
    const requestContext = { connectionId: 'socket', authorizer: context };
    await receive(reception, { requestContext, body, ...more });
    return socket.frames.slice(before).map((frame) => JSON.parse(frame) as Record<string, unknown>);
  };
  return { clock, telemetry, reception, socket, closed, say };
};

it('a frame is handled for whom the authorizer has let in', async () => {
  const { say, closed } = setting();
  const [welcome] = await say('{"action":"hello"}');
  expect(welcome).toMatchObject({ type: 'welcome', principal: { id: 'ann', role: 'customer' } });
  const [accepted] = await say('{"action":"sendMessage","requestId":"r1","text":"hello"}');
  expect(accepted).toMatchObject({ type: 'message' });
  expect(closed).toEqual([]);
});

it.each(['', '{', '[]', '{"hello":1}', '{"action":"dance"}'])(
  'a frame %j is answered bad_request',
  async (body) => {
    const { say, closed } = setting();
    expect(await say(body)).toMatchObject([{ type: 'error', code: 'bad_request' }]);
    expect(await say(null)).toMatchObject([{ type: 'error', code: 'bad_request' }]);
    expect(closed).toEqual([]);
  },
);

it('a binary frame closes the socket', async () => {
  const { say, closed } = setting();
  expect(await say('eyJhY3Rpb24iOiJoZWxsbyJ9', { isBase64Encoded: true })).toEqual([]);
  expect(closed).toEqual(['socket']);
});

it('once the token has ended, a frame is answered unauthorized, and the socket closed', async () => {
  const { clock, say, closed } = setting();
  await say('{"action":"hello"}');
  clock.advance(new Date('2030-01-01T00:00:00.000Z').getTime() - clock.now().getTime());
  expect(await say('{"action":"ping","requestId":"r2"}')).toMatchObject([
    { type: 'error', code: 'unauthorized', requestId: 'r2' },
  ]);
  expect(closed).toEqual(['socket']);
});

it('a fault is reported, and told without what is internal', async () => {
  const { telemetry, reception, socket } = setting();
  const failing = { receive: () => Promise.reject(new Error('table asb-messages is throttled')) };
  const requestContext = { connectionId: 'socket', authorizer: toContext(ann) };
  const body = '{"action":"ping","requestId":"r3"}';
  await receive({ ...reception, gateway: failing }, { requestContext, body });
  // A route that no authorizer stands before.
  await receive(reception, { requestContext: { connectionId: 'socket' }, body });
  const answers = socket.frames.map((frame) => JSON.parse(frame) as Record<string, unknown>);
  const fault = { type: 'error', code: 'internal', requestId: 'r3' };
  expect(answers).toMatchObject([fault, fault]);
  expect(JSON.stringify(answers)).not.toContain('asb-messages');
  expect(telemetry.events).toMatchObject([
    { type: 'fault', where: 'socket' },
    { type: 'fault', where: 'socket' },
  ]);
});

it('that the answer can’t be sent is reported, and no failure of the function', async () => {
  const { telemetry, reception } = setting();
  const mute = { send: () => Promise.reject(new Error('LimitExceededException')) };
  const failing = { receive: () => Promise.reject(new Error('no')) };
  const requestContext = { connectionId: 'socket', authorizer: toContext(ann) };
  await receive({ ...reception, ...mute, gateway: failing }, { requestContext, body: '{}' });
  expect(telemetry.events).toMatchObject([
    { type: 'fault', where: 'socket' },
    { type: 'fault', where: 'push', error: 'Error: LimitExceededException' },
  ]);
});
