import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataLoss, HOLDS_DATA } from '../operations/data-loss.ts';
import { ENVIRONMENTS } from './environments.ts';
import type { EnvironmentName } from './environments.ts';
import { synthesize } from './synthesize.ts';
import type { Template } from './template.ts';

const FOLDER = join(import.meta.dirname, '..', 'released');

/** Of a template, what holds data. */
function statefulPart({ Resources }: Template): Pick<Template, 'Resources'> {
  const stateful = Object.entries(Resources).filter(([, { Type }]) => HOLDS_DATA.has(Type));
  return { Resources: Object.fromEntries(stateful) };
}

/** What of the data that the last release holds would be lost, or out of use, with this template: a line each. */
export function lossSinceRelease(environment: EnvironmentName, template: Template): string[] {
  const text = readFileSync(fileOf(environment), 'utf8');
  return dataLoss(JSON.parse(text) as Parameters<typeof dataLoss>[0], statefulPart(template) as never);
}

/** Writes down, at a release, what its templates hold data in. */
export function recordRelease(): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const environment of Object.keys(ENVIRONMENTS) as EnvironmentName[]) {
    const part = statefulPart(synthesize({ environment }));
    writeFileSync(fileOf(environment), `${JSON.stringify(part, null, 2)}\n`);
  }
}

const fileOf = (environment: EnvironmentName): string => join(FOLDER, `${environment}.json`);
