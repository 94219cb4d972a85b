import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { handshake, HandshakeRefused, SUBPROTOCOL } from './handshake.ts';
import { ONE_SPEAKER, useSuite } from './suite.ts';
import { say } from './turn.ts';

const suite = useSuite();

function refusedWith(...statuses: readonly number[]): unknown {
  return expect.toSatisfy(
    (error) => error instanceof HandshakeRefused && statuses.includes(error.status),
    `a handshake refused with ${statuses.join(' or ')}`,
  );
}

/** A token as anyone can write one, signed with a secret that the server does not have. */
function forgedToken(
  claims: Readonly<Record<string, unknown>>,
  header = { alg: 'HS256', typ: 'JWT' },
): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part(header)}.${part(claims)}`;
  const signature =
    header.alg === 'none' ? '' : createHmac('sha256', 'guess').update(body).digest('base64url');
  return `${body}.${signature}`;
}

describe('the handshake', () => {
  it('selects the subprotocol and never the token', async () => {
    const client = await suite.connect(ONE_SPEAKER);

    expect(client.subprotocol).toBe('asb.v1');
  });

  const exp = Math.floor(Date.now() / 1_000) + 3_600;
  const claims = { sub: ONE_SPEAKER, role: 'customer', exp };
  it.each([
    ['no token', [SUBPROTOCOL]],
    ['no subprotocol at all', []],
    ['what is no token', [SUBPROTOCOL, 'nonsense']],
    ['a forged token', [SUBPROTOCOL, forgedToken(claims)]],
    ['a token without a signature', [SUBPROTOCOL, forgedToken(claims, { alg: 'none', typ: 'JWT' })]],
    ['an expired token', [SUBPROTOCOL, forgedToken({ ...claims, exp: 1_000_000_000 })]],
  ])('refuses %s', async (_, subprotocols) => {
    await expect(handshake(suite.target, subprotocols)).rejects.toEqual(refusedWith(401, 403));
  });

  it('refuses a token whose claims were changed', async () => {
    const [header, , signature] = (await suite.target.mintToken(ONE_SPEAKER)).split('.');
    const body = Buffer.from(JSON.stringify({ ...claims, role: 'operator' })).toString('base64url');
    const changed = [header, body, signature].join('.');

    await expect(handshake(suite.target, [SUBPROTOCOL, changed])).rejects.toEqual(refusedWith(401, 403));
  });

  it('refuses a foreign origin', async () => {
    const token = await suite.target.mintToken(ONE_SPEAKER);

    await expect(
      handshake(suite.target, [SUBPROTOCOL, token], { origin: 'https://evil.example' }),
    ).rejects.toEqual(refusedWith(403));
  });
});

describe('hello', () => {
  it('welcomes a customer with the level, the actions and the conversations', async () => {
    const client = await suite.connect(ONE_SPEAKER);
    const welcome = await client.request({ action: 'hello', timeZone: 'Europe/Paris', locale: 'en-GB' });

    expect(welcome).toMatchObject({
      protocol: 1,
      principal: { id: ONE_SPEAKER, role: 'customer' },
      serviceLevel: { name: 'basic' },
      conversations: [],
    });
    expect(welcome.levels?.map(({ name }) => name)).toEqual(['basic', 'premium', 'enterprise']);
    expect(Date.parse(welcome.expiresAt)).toBeGreaterThan(Date.now());
    const actions = new Map(welcome.actions?.map((action) => [action.name, action]));
    expect(actions.get('volume_control')).toMatchObject({ allowed: true });
    expect(actions.get('music_services')).toMatchObject({ allowed: false, requiredLevel: 'premium' });
    expect(actions.get('multi_room_audio')).toMatchObject({ allowed: false, requiredLevel: 'enterprise' });
  });

  it('welcomes an operator without a level', async () => {
    const [operator = ''] = await suite.operators();
    const welcome = await (await suite.connect(operator)).request({ action: 'hello' });

    expect(welcome.principal).toMatchObject({ id: operator, role: 'operator' });
    expect(welcome).not.toHaveProperty('serviceLevel');
  });

  it('tells an operator what the actions are called, none of which they may use', async () => {
    const [operator = ''] = await suite.operators();
    const welcome = await (await suite.connect(operator)).request({ action: 'hello' });

    expect(welcome.actions).toContainEqual(
      expect.objectContaining({ name: 'volume_control', title: 'Volume', allowed: false }),
    );
    expect(welcome.actions?.filter(({ allowed }) => allowed)).toEqual([]);
  });

  it('comes first: before it nothing is pushed', async () => {
    const silent = await suite.connect(ONE_SPEAKER);
    const { conversationId } = await say(await suite.join(ONE_SPEAKER), 'is my speaker on?');

    const welcome = await silent.request({ action: 'hello' });

    expect(silent.frames[0]).toEqual(welcome);
    expect(welcome.conversations?.map(({ id }) => id)).toContain(conversationId);
  });
});
