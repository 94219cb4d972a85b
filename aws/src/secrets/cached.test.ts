import { expect, it, vi } from 'vitest';
import { cached } from './cached.ts';

const setting = () => {
  let ms = 0;
  const read = vi.fn<() => Promise<string>>();
  const failed = vi.fn<(error: unknown) => void>();
  const get = cached(read, () => new Date(ms), failed);
  return { read, failed, get, pass: (minutes: number) => (ms += minutes * 60_000) };
};

it('a value is read once in five minutes, and a changed one taken up after', async () => {
  const { read, get, pass } = setting();
  read.mockResolvedValueOnce('old').mockResolvedValueOnce('new');
  expect([await get(), await get()]).toEqual(['old', 'old']);
  pass(4.99);
  expect(await get()).toBe('old');
  expect(read).toHaveBeenCalledTimes(1);
  pass(0.02);
  expect([await get(), await get()]).toEqual(['new', 'new']);
  expect(read).toHaveBeenCalledTimes(2);
});

it('while it can not be read again the old one counts on, and it is not asked for at every turn', async () => {
  const { read, failed, get, pass } = setting();
  const fault = new Error('throttled');
  read.mockResolvedValueOnce('old').mockRejectedValueOnce(fault).mockResolvedValueOnce('new');
  await get();
  pass(6);
  expect([await get(), await get()]).toEqual(['old', 'old']);
  expect(failed.mock.calls).toEqual([[fault]]);
  pass(6);
  expect(await get()).toBe('new');
});

it('without any value there is nothing to go on with', async () => {
  const { read, failed, get } = setting();
  read.mockRejectedValueOnce(new Error('denied')).mockResolvedValueOnce('found');
  await expect(get()).rejects.toThrow('denied');
  expect(failed).not.toHaveBeenCalled();
  expect(await get()).toBe('found');
});
