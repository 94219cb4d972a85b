import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cloud } from './cloud.ts';
import type { Consumed, RecordedCall } from './platform/calls.ts';

/** A call with how often it was made. */
export type CountedCall = Pick<RecordedCall, 'functionName' | 'action' | 'resource'> & {
  readonly count: number;
};

/** What calls of one kind on one table cost, all together. */
export type CountedCost = Consumed & { readonly count: number };

/** What one cloud saw. */
export interface Report {
  readonly calls: readonly CountedCall[];
  readonly costs: readonly CountedCost[];
}

/** Leaves what a cloud saw where `CLOUD_REPORTS` says, if it does, for the whole run's tables. */
export async function leaveReport({ calls }: Cloud): Promise<void> {
  const folder = process.env['CLOUD_REPORTS'];
  if (folder === undefined) return;
  const report: Report = merge([
    {
      calls: calls.all.map(({ functionName, action, resource }) => ({
        functionName,
        action,
        // Each connection and each log stream has a name of its own.
        resource: resource.replace(/(@connections\/|log-stream:|schedule\/[^/]+\/)[^/]+$/, '$1x'),
        count: 1,
      })),
      costs: calls.consumed.map((each) => ({ ...each, count: 1 })),
    },
  ]);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${randomUUID()}.json`), JSON.stringify(report));
}

/** Reads what all clouds of a run saw. */
export async function readReports(folder: string): Promise<Report> {
  const files = await readdir(folder);
  return merge(
    await Promise.all(
      files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as Report),
    ),
  );
}

function merge(reports: readonly Report[]): Report {
  const calls = new Map<string, CountedCall>();
  const costs = new Map<string, CountedCost>();
  for (const report of reports) {
    for (const call of report.calls) {
      const key = `${call.functionName} ${call.action} ${call.resource}`;
      calls.set(key, { ...call, count: call.count + (calls.get(key)?.count ?? 0) });
    }
    for (const cost of report.costs) {
      const key = `${cost.functionName} ${cost.operation} ${cost.table}`;
      const known = costs.get(key);
      costs.set(key, {
        ...cost,
        count: cost.count + (known?.count ?? 0),
        read: cost.read + (known?.read ?? 0),
        write: cost.write + (known?.write ?? 0),
      });
    }
  }
  const byName = <T>(of: ReadonlyMap<string, T>): T[] =>
    [...of].sort(([a], [b]) => a.localeCompare(b)).map(([, value]) => value);
  return { calls: byName(calls), costs: byName(costs) };
}
