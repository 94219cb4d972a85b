import { expect, it, vi } from 'vitest';
import { OpenSockets } from './connections.ts';

const OPEN = 1;

function socket(bufferedAmount = 0, readyState = OPEN) {
  return { OPEN, readyState, bufferedAmount, send: vi.fn(), terminate: vi.fn() };
}

const connection = (id: string, principalId = 'ann') => ({
  id,
  principal: { id: principalId, name: 'Ann', role: 'customer' as const },
  expiresAt: '2026-05-04T11:00:00.000Z',
});

const ids = (connections: readonly { readonly id: string }[]) => connections.map(({ id }) => id);

it('knows whose a socket is, and what it follows', async () => {
  const sockets = new OpenSockets();
  for (const id of ['a', 'b', 'c']) sockets.opened(id, socket());
  await sockets.add(connection('a'));
  await sockets.add(connection('b'));
  await sockets.add(connection('c', 'ben'));
  await sockets.watch('a', { customerId: 'ann', conversationId: 'inbox' });
  await sockets.watch('b', 'inbox');
  await sockets.watch('b', { customerId: 'ann', conversationId: 'cv' });

  expect(ids(await sockets.followers('ann'))).toEqual(['a', 'b']);
  expect(ids(await sockets.watchers('inbox'))).toEqual(['b']);
  expect(ids(await sockets.watchers({ customerId: 'ann', conversationId: 'inbox' }))).toEqual(['a']);
  expect(ids(await sockets.followers('ann', 'cv'))).toEqual(['a', 'b']);
  expect(ids(await sockets.followers('zoe', 'cv'))).toEqual(['b']);

  await sockets.remove('b');
  expect(ids(await sockets.followers('ann'))).toEqual(['a']);
  expect(await sockets.watchers('inbox')).toEqual([]);
  expect(await sockets.watchers({ customerId: 'ann', conversationId: 'cv' })).toEqual([]);
  await expect(sockets.send('b', 'still open')).resolves.toBe('sent');
});

it('one that says hello again, perhaps as somebody else, is known as it is now', async () => {
  const sockets = new OpenSockets();
  sockets.opened('a', socket());
  await sockets.add(connection('a'));
  await sockets.add(connection('a', 'ben'));

  expect(await sockets.followers('ann')).toEqual([]);
  expect(ids(await sockets.followers('ben'))).toEqual(['a']);
});

it('one that has closed is not added, does not follow, and is gone', async () => {
  const sockets = new OpenSockets();
  sockets.opened('a', socket());
  await sockets.closed('a');
  await sockets.add(connection('a'));
  await sockets.watch('a', 'inbox');

  expect(await sockets.get('a')).toBeUndefined();
  expect(await sockets.watchers('inbox')).toEqual([]);
  await expect(sockets.send('a', 'x')).resolves.toBe('gone');
  await expect(sockets.remove('a')).resolves.toBeUndefined();
});

it('sends before hello too', async () => {
  const sockets = new OpenSockets();
  const open = socket();
  sockets.opened('a', open);

  await expect(sockets.send('a', 'x')).resolves.toBe('sent');
  expect(open.send).toHaveBeenCalledExactlyOnceWith('x');
});

it.each([
  ['reads too slowly', socket(4 * 1024 * 1024)],
  ['is closing', socket(0, 2)],
])('one that %s is dropped', async (_, slow) => {
  const sockets = new OpenSockets();
  sockets.opened('a', slow);
  await sockets.add(connection('a'));

  await expect(sockets.send('a', 'x')).resolves.toBe('gone');

  expect(slow.terminate).toHaveBeenCalledOnce();
  expect(slow.send).not.toHaveBeenCalled();
  expect(await sockets.followers('ann')).toEqual([]);
});
