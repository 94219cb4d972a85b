import { ENVIRONMENTS } from '../src/environments.ts';
import type { EnvironmentName } from '../src/environments.ts';
import type { Template } from '../src/template.ts';
import { show } from './rule.ts';

/**
 * In what two environments' templates differ: a line for each type of resource, property and pair of values, with how
 * often. What only follows from the environment's name, its domain or the hash of a version is no difference.
 */
export function differencesOf(dev: Template, prod: Template): string[] {
  const [left, right] = [facts('dev', dev), facts('prod', prod)];
  const counts = new Map<string, number>();
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [before, after] = [left.get(key), right.get(key)];
    const [id = ''] = key.split(' ');
    // Of a resource that only one of them has, its type is enough.
    if (key !== id && left.has(id) !== right.has(id)) continue;
    if (before?.value === after?.value) continue;
    const what = before?.what ?? after?.what ?? '';
    const line = `${what}: ${before?.value ?? '–'} → ${after?.value ?? '–'}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => (count === 1 ? line : `${line} (${count} times)`)).toSorted();
}

interface Fact {
  readonly what: string;
  readonly value: string;
}

function facts(name: EnvironmentName, template: Template): Map<string, Fact> {
  const neutral = JSON.stringify(template)
    .replaceAll(ENVIRONMENTS[name].domainName, 'DOMAIN')
    .replaceAll(`agentic-service-bot-${name}`, 'agentic-service-bot-ENV')
    .replaceAll(`agenticservicebot${name}`, 'agenticservicebotENV')
    .replaceAll(/CurrentVersion[0-9A-F]{8}[0-9a-f]{32}/g, 'CurrentVersion')
    // An id ends with a hash of its path, and the stack's name is in some.
    .replaceAll(/(?<=\w)[0-9A-F]{8}(?=["}.,\\]|Permission)/g, '');
  const found = new Map<string, Fact>();
  const { Resources } = JSON.parse(neutral) as Template;
  for (const [id, { Type, ...rest }] of Object.entries(Resources)) {
    found.set(id, { what: Type, value: 'present' });
    walk(rest, [], (path, value) =>
      found.set(`${id} ${path.join('.')}`, { what: `${Type} ${named(path)}`, value }),
    );
  }
  return found;
}

const named = (path: readonly string[]): string => path.filter((key) => key !== 'Properties').join('.');

function walk(
  value: unknown,
  path: readonly string[],
  tell: (path: readonly string[], value: string) => void,
): void {
  if (typeof value !== 'object' || value === null) return tell(path, show(value));
  for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key], tell);
}
