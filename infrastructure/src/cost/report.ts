import type { Environment } from '../environments.ts';
import type { Template } from '../template.ts';
import { idleCost, total, turnCost } from './cost.ts';
import type { Item } from './cost.ts';

const VOLUMES = [1_000, 100_000, 10_000_000];

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

/** What each environment costs with its template, as Markdown. */
export function costReport(
  deployed: readonly { readonly environment: Environment; readonly template: Template }[],
): string {
  return deployed
    .map(({ environment, template }) => {
      const idle = idleCost(template, environment);
      const columns = VOLUMES.map((turns) => turnCost(turns, environment));
      const lines = (columns[0] ?? []).map(({ what }, row) => [
        what,
        ...columns.map((items) => dollars(items[row]?.dollars ?? 0)),
      ]);
      const sums = columns.map((items) => dollars(total(idle) + total(items)));
      return [
        `## ${environment.name}`,
        '',
        '| each month, whether somebody comes or not | |',
        '| --- | ---: |',
        ...idle.map(({ what, dollars: amount }: Item) => `| ${what} | ${dollars(amount)} |`),
        `| **all** | **${dollars(total(idle))}** |`,
        '',
        `| turns a month | ${VOLUMES.map((turns) => turns.toLocaleString('en')).join(' | ')} |`,
        `| --- | ${VOLUMES.map(() => '---:').join(' | ')} |`,
        ...lines.map((line) => `| ${line.join(' | ')} |`),
        `| **all, with the above** | ${sums.map((sum) => `**${sum}**`).join(' | ')} |`,
        '',
      ].join('\n');
    })
    .join('\n');
}
