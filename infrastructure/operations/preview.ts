import { fullDiff } from '@aws-cdk/cloudformation-diff';
import { dataLoss } from './data-loss.ts';
import type { File } from './files.ts';
import type { Template } from './stack.ts';

/** One state of the project, built: before a change, or with it. */
export interface Built {
  /** Templates by environment. */
  readonly templates: ReadonlyMap<string, Template>;
  /** Files of the functions' bundles and of the pages. */
  readonly files: readonly File[];
}

/** What a change would do on AWS, as Markdown: resources by environment, data at risk, sizes. */
export function preview(base: Built, head: Built): string {
  const environments = [...head.templates].map(([environment, template]) => {
    const before = base.templates.get(environment) ?? { Resources: {} };
    return [`### Template of ${environment}`, ...resources(before, template)].join('\n\n');
  });
  return [...environments, '### Sizes', sizes(base.files, head.files)].join('\n\n').concat('\n');
}

function resources(before: Template, after: Template): string[] {
  const rows: string[] = [];
  fullDiff(before, after).resources.forEachDifference((id, change) => {
    const type = change.newResourceType ?? change.oldResourceType ?? '';
    const properties = Object.keys(change.propertyUpdates).join(', ');
    rows.push(`| ${change.changeImpact} | ${type} | ${id} | ${properties} |`);
  });
  if (rows.length === 0) return ['No resource changes.'];
  return [
    ...dataLoss(before, after).map((line) => `**Data: ${line}**`),
    ['| | type | resource | properties |', '| --- | --- | --- | --- |', ...rows].join('\n'),
  ];
}

/** By folder and ending: a name with a hash in it is another with every change. */
function sizes(before: readonly File[], after: readonly File[]): string {
  const [old, now] = [sums(before), sums(after)];
  const rows = [...new Set([...old.keys(), ...now.keys()])].sort().map((group) => {
    const [was, is] = [old.get(group) ?? 0, now.get(group) ?? 0];
    return `| ${group} | ${kilobytes(was)} | ${kilobytes(is)} | ${is >= was ? '+' : '−'}${kilobytes(Math.abs(is - was))} |`;
  });
  return ['| | base, KB | this, KB | |', '| --- | --: | --: | --: |', ...rows].join('\n');
}

function sums(files: readonly File[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { path, size } of files) {
    const group = `${path.slice(0, path.indexOf('/'))}, ${/\.[^.]+$/.exec(path)?.[0] ?? 'no ending'}`;
    found.set(group, (found.get(group) ?? 0) + size);
  }
  return found;
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);
