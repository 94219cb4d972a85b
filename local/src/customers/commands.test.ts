import { smartHome } from '@agentic-service-bot/smart-home';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder, testStore } from '../testing/store.ts';
import { commands } from './commands.ts';
import { CustomersError } from './customers-error.ts';

async function desk(more: { readonly isServed?: boolean; readonly confirm?: boolean } = {}) {
  const { store, clock } = testStore();
  await store.customers.put({ id: 'ann', name: 'Ann', level: 'basic', timeZone: 'UTC' });
  const lines: string[] = [];
  const { confirm } = more;
  return {
    store,
    clock,
    lines,
    run: async (name: string, ...args: string[]) =>
      commands.get(name)?.(
        {
          store,
          service: smartHome,
          write: (line) => void lines.push(line),
          confirm: confirm === undefined ? undefined : () => Promise.resolve(confirm),
          isServed: more.isServed ?? false,
          now: clock.now,
        },
        args,
      ),
  };
}

function file(...lines: unknown[]): string {
  const path = join(temporaryFolder(), 'customers.jsonl');
  writeFileSync(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return path;
}

describe('import', () => {
  it('puts in customers with what they have', async () => {
    const { store, lines, run } = await desk();
    const lamp = { kind: 'device', id: 'lamp', data: { type: 'light' } };
    await run(
      'import',
      file({ id: 'ben', name: 'Ben', level: 'premium', timeZone: 'Europe/Berlin', objects: [lamp] }, '', {
        id: 'cleo',
        timers: [{ id: 't', schedule: { at: '07:00', days: ['monday'] } }],
      }),
    );

    expect(lines).toEqual(['Imported 2 customers.']);
    await expect(store.customers.get('ben')).resolves.toEqual({
      id: 'ben',
      name: 'Ben',
      level: 'premium',
      timeZone: 'Europe/Berlin',
    });
    await expect(store.customers.get('cleo')).resolves.toEqual({
      id: 'cleo',
      name: 'cleo',
      level: 'basic',
      timeZone: 'UTC',
    });
    await expect(store.objects.list('ben', 'device')).resolves.toMatchObject([{ id: 'lamp', version: 1 }]);
    expect(store.scheduler.nextDue()).toBeDefined();
  });

  it('leaves as it is what a line does not say of who is there', async () => {
    const { store, run } = await desk();
    await run('import', file({ id: 'ann', level: 'enterprise' }));
    await run('import', file({ id: 'ann', objects: [{ kind: 'device', id: 'lamp', data: {} }] }));
    await run('import', file({ id: 'ann', objects: [{ kind: 'device', id: 'lamp', data: { on: true } }] }));

    await expect(store.customers.get('ann')).resolves.toMatchObject({ name: 'Ann', level: 'enterprise' });
    await expect(store.objects.get('ann', 'device', 'lamp')).resolves.toMatchObject({
      version: 2,
      data: { on: true },
    });
  });

  it('imports nothing when a line is wrong, and names each that is', async () => {
    const { store, run } = await desk();
    const path = file(
      { id: 'ben' },
      'nonsense',
      { id: 'cleo', level: 'gold' },
      { id: 'dan', timeZone: 'Mars', colour: 'red' },
      { name: 'nobody' },
      '[]',
    );

    const failing = run('import', path);

    await expect(failing).rejects.toThrow(CustomersError);
    const { message } = await failing.then(
      () => new Error(),
      (error: unknown) => error as Error,
    );
    expect(message.split('\n')).toEqual([
      expect.stringContaining(`${path}:2: this is not JSON`),
      expect.stringContaining(`${path}:3: level: there is no such level: write basic, premium, enterprise`),
      expect.stringMatching(/:4: .*timeZone.*colour/),
      expect.stringMatching(/:5: id: /),
      expect.stringMatching(/:6: /),
      'Nothing was imported.',
    ]);
    await expect(store.customers.get('ben')).resolves.toBeUndefined();
  });

  it('says so when the file can not be read', async () => {
    const { run } = await desk();

    await expect(run('import', '/absent')).rejects.toThrow("/absent can't be read: ENOENT");
    await expect(run('import')).rejects.toThrow('npm run customers');
  });
});

describe('set', () => {
  it('changes what is named', async () => {
    const { store, run } = await desk();
    await run('set', 'ann', 'level=premium', 'name=Ann = Anna');

    await expect(store.customers.get('ann')).resolves.toEqual({
      id: 'ann',
      name: 'Ann = Anna',
      level: 'premium',
      timeZone: 'UTC',
    });
  });

  it.each([
    [['ann'], 'Say what to set'],
    [['ann', 'level=gold'], 'level: there is no such level'],
    [['ann', 'role=operator'], 'role'],
    [['nobody', 'level=basic'], 'There is no customer "nobody"'],
  ])('%j is refused', async (args, message) => {
    const { run } = await desk();

    await expect(run('set', ...args)).rejects.toThrow(message);
  });
});

describe('show and export', () => {
  it('say who it is and what there is', async () => {
    const { store, clock, lines, run } = await desk();
    await store.objects.write('ann', 'device', 'lamp', 0, {}, clock.now());
    await run('show', 'ann');
    expect(lines).toEqual(['ann: Ann, on basic, UTC', '  1 × objects', '  1 × customer']);

    await run('export', 'ann');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      customer: { id: 'ann' },
      objects: [{ id: 'lamp' }],
    });
  });

  it('know nobody else', async () => {
    const { run } = await desk();

    await expect(run('show', 'nobody')).rejects.toThrow('There is no customer "nobody".');
    await expect(run('export', 'nobody')).rejects.toThrow('There is no customer "nobody".');
  });
});

describe('erase', () => {
  it('asks, and says what it removed', async () => {
    const { store, lines, run } = await desk({ confirm: true });
    await run('erase', 'ann');

    expect(lines).toEqual([
      'Everything of ann will be removed:',
      '  1 × customer',
      'Removed everything of ann:',
      '  1 × customer',
    ]);
    await expect(store.customers.get('ann')).resolves.toBeUndefined();
  });

  it('removes nothing without a yes', async () => {
    const no = await desk({ confirm: false });
    await no.run('erase', 'ann');
    expect(no.lines.at(-1)).toBe('Nothing was removed.');
    const nobody = await desk();
    await expect(nobody.run('erase', 'ann')).rejects.toThrow('add --yes');

    await expect(no.store.customers.get('ann')).resolves.toBeDefined();
    await expect(nobody.store.customers.get('ann')).resolves.toBeDefined();
  });

  it('asks nobody with --yes, and knows nobody else', async () => {
    const { lines, run } = await desk();
    await run('erase', 'ann', '--yes');
    expect(lines).toEqual(['Removed everything of ann:', '  1 × customer']);

    await expect(run('erase', 'ann', '--yes')).rejects.toThrow('There is no customer "ann".');
  });

  it('waits until the bot has finished', async () => {
    const { store, clock, lines, run } = await desk({ isServed: true });
    const until = new Date(clock.now().getTime() + 60_000);
    await store.log.append({
      conversationId: 'cv',
      seq: 1,
      at: '',
      frames: [{ type: 'conversation' }],
      state: { customerId: 'ann' },
    } as never);
    await store.leases.acquire('cv', 'worker', clock.now(), until);
    const erasing = run('erase', 'ann', '--yes');
    await vi.waitFor(() => expect(lines).toEqual([expect.stringContaining('waiting until it has finished')]));
    await store.leases.release('cv', 'worker');
    await erasing;

    expect(lines.slice(1)).toEqual(['Removed everything of ann:', '  1 × log entries', '  1 × customer']);
  });
});
