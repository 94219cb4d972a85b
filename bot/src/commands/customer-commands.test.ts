import { beforeEach, describe, expect, it } from 'vitest';
import type { Customer, DemoCustomer } from '../definition/index.ts';
import { ManualClock } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { CommandProblem } from './command-problem.ts';
import { customerCommands } from './customer-commands.ts';
import type { ImportLine } from './customer-fields.ts';
import type { CustomerRecords, Erased, Holdings } from './customer-records.ts';

const { service } = lampService();
const ANN = { id: 'ann', name: 'Ann', level: 'basic', timeZone: 'UTC', objects: [], timers: [] };

/** What is kept of customers, in memory. */
class Records implements CustomerRecords {
  readonly kept = new Map<string, DemoCustomer>([['ann', ANN]]);
  /** How often the bot is still answering. */
  answers = 0;

  async get(id: string): Promise<Customer | undefined> {
    const found = this.kept.get(id);
    return found && { id, name: found.name, level: found.level, timeZone: found.timeZone };
  }

  async put(customer: Customer): Promise<void> {
    this.kept.set(customer.id, { objects: [], timers: [], ...this.kept.get(customer.id), ...customer });
  }

  async import(
    lines: readonly ImportLine[],
    complete: (line: ImportLine, standing: Customer | undefined) => DemoCustomer,
  ): Promise<void> {
    for (const line of lines) this.kept.set(line.id, complete(line, await this.get(line.id)));
  }

  async holdings(id: string): Promise<Holdings> {
    const found = this.kept.get(id);
    if (found === undefined) return [];
    const objects = found.objects.length === 0 ? [] : [{ what: 'objects', count: found.objects.length }];
    return [...objects, { what: 'customer', count: 1 }];
  }

  async export(id: string): Promise<object | undefined> {
    return this.kept.get(id);
  }

  async erase(id: string): Promise<Erased> {
    this.answers -= 1;
    // Something goes each time: what comes in while the bot answers is found by the next look.
    if (this.answers >= 0) return { removed: [{ what: 'log entries', count: 2 }], isBusy: true };
    const removed = await this.holdings(id);
    this.kept.delete(id);
    return { removed: [{ what: 'log entries', count: 1 }, ...removed], isBusy: false };
  }
}

let records: Records;
let lines: string[];
let files: Map<string, string>;
let clock: ManualClock;
/** What is answered to a question; undefined: nobody is there. */
let answer: string | undefined;

beforeEach(() => {
  records = new Records();
  lines = [];
  files = new Map();
  clock = new ManualClock();
  answer = undefined;
});

async function run(name: string, ...args: string[]): Promise<void> {
  const said = answer;
  await customerCommands.get(name)?.(
    {
      records,
      service,
      write: (line) => void lines.push(line),
      ask: said === undefined ? undefined : () => Promise.resolve(said),
      read: async (path) => {
        const text = files.get(path);
        if (text === undefined) throw new Error('ENOENT');
        return text;
      },
      wait: async () => {
        clock.advance(60_000);
      },
      now: clock.now,
    },
    args,
  );
}

function file(...of: unknown[]): string {
  const text = of.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  files.set('customers.jsonl', text);
  return 'customers.jsonl';
}

describe('import', () => {
  it('puts in customers with what they have', async () => {
    const lamp = { kind: 'device', id: 'lamp', data: { type: 'light' } };
    const timer = { id: 't', schedule: { at: '07:00', days: ['monday'] } };
    const ben = { id: 'ben', name: 'Ben', level: 'premium', timeZone: 'Europe/Berlin', objects: [lamp] };
    await run('import', file(ben, '', { id: 'cleo', timers: [timer] }));

    expect(lines).toEqual(['Imported 2 customers.']);
    expect(records.kept.get('ben')).toEqual({ ...ben, timers: [] });
    const defaults = { name: 'cleo', level: 'basic', timeZone: 'UTC', objects: [] };
    expect(records.kept.get('cleo')).toEqual({ id: 'cleo', ...defaults, timers: [timer] });
  });

  it('leaves as it is what a line does not say of who is there', async () => {
    await run('import', file({ id: 'ann', level: 'premium' }));

    expect(lines).toEqual(['Imported 1 customer.']);
    expect(records.kept.get('ann')).toMatchObject({ name: 'Ann', level: 'premium' });
  });

  it('imports nothing when a line is wrong, and names each that is', async () => {
    const path = file(
      { id: 'ben' },
      'nonsense',
      { id: 'cleo', level: 'gold' },
      { id: 'dan', timeZone: 'Mars', colour: 'red' },
      { name: 'nobody' },
      '[]',
    );

    const failing = run('import', path);

    await expect(failing).rejects.toThrow(CommandProblem);
    const { message } = await failing.then(
      () => new Error(),
      (error: unknown) => error as Error,
    );
    expect(message.split('\n')).toEqual([
      expect.stringContaining(`${path}:2: this is not JSON`),
      expect.stringContaining(`${path}:3: level: there is no such level: write basic, premium`),
      expect.stringMatching(/:4: .*timeZone.*colour/),
      expect.stringMatching(/:5: id: /),
      expect.stringMatching(/:6: /),
      'Nothing was imported.',
    ]);
    expect(records.kept.get('ben')).toBeUndefined();
  });

  it('says so when the file can not be read', async () => {
    await expect(run('import', '/absent')).rejects.toThrow("/absent can't be read: ENOENT");
    await expect(run('import')).rejects.toThrow('npm run customers');
  });
});

describe('set', () => {
  it('changes what is named', async () => {
    await run('set', 'ann', 'level=premium', 'name=Ann = Anna');

    expect(await records.get('ann')).toEqual({
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
    await expect(run('set', ...args)).rejects.toThrow(message);
  });
});

describe('show and export', () => {
  it('say who it is and what there is', async () => {
    const lamp = { kind: 'device', id: 'lamp', data: {} };
    records.kept.set('ann', { ...ANN, objects: [lamp] });
    await run('show', 'ann');
    expect(lines).toEqual(['ann: Ann, on basic, UTC', '  1 × objects', '  1 × customer']);

    await run('export', 'ann');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ id: 'ann', objects: [{ id: 'lamp' }] });
  });

  it('know nobody else', async () => {
    await expect(run('show', 'nobody')).rejects.toThrow('There is no customer "nobody".');
    await expect(run('export', 'nobody')).rejects.toThrow('There is no customer "nobody".');
  });
});

describe('erase', () => {
  it('asks, and says what it removed', async () => {
    answer = 'Yes ';
    await run('erase', 'ann');

    expect(lines).toEqual([
      'Everything of ann will be removed:',
      '  1 × customer',
      'Removed everything of ann:',
      '  1 × log entries',
      '  1 × customer',
    ]);
    expect(records.kept.size).toBe(0);
  });

  it('removes nothing without a yes', async () => {
    await expect(run('erase', 'ann')).rejects.toThrow('add --yes');
    answer = 'yesterday';
    await run('erase', 'ann');

    expect(lines.at(-1)).toBe('Nothing was removed.');
    expect(records.kept.has('ann')).toBe(true);
  });

  it('asks nobody with --yes, and knows nobody else', async () => {
    await run('erase', 'ann', '--yes');
    expect(lines).toEqual(['Removed everything of ann:', '  1 × log entries', '  1 × customer']);

    await expect(run('erase', 'ann', '--yes')).rejects.toThrow('There is no customer "ann".');
  });

  it('waits until the bot has finished, and says it once', async () => {
    records.answers = 3;
    await run('erase', 'ann', '--yes');

    expect(lines).toEqual([
      'The bot is answering ann: waiting until it has finished.',
      'Removed everything of ann:',
      '  7 × log entries',
      '  1 × customer',
    ]);
  });

  it('says what to do when the bot never finishes', async () => {
    records.answers = 1_000;
    await expect(run('erase', 'ann', '--yes')).rejects.toThrow('Take their conversations over');
    expect(records.answers).toBeGreaterThan(980);
  });
});
