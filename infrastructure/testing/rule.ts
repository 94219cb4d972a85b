import type { Environment } from '../src/environments.ts';
import type { Resource, Template } from '../src/template.ts';

/** A template, and what it was synthesized for. */
export interface Subject {
  readonly environment: Environment;
  readonly template: Template;
}

/** One statement about the templates. */
export interface Rule {
  /** What holds, as a sentence. */
  readonly says: string;
  /** What of it does not hold: a line each. */
  readonly problems: (subject: Subject) => readonly string[] | Promise<readonly string[]>;
  /** Changes of a template by which it must stop to hold. */
  readonly mutations: Readonly<Record<string, (template: Template) => void>>;
  /** The only environment that it is about. */
  readonly only?: 'dev' | 'prod';
}

export interface Found extends Resource {
  readonly id: string;
}

/** The resources of a type, in the template's order. */
export const all = ({ Resources }: Template, type: string): Found[] =>
  Object.entries(Resources).flatMap(([id, resource]) =>
    resource.Type === type ? [{ id, ...resource }] : [],
  );

/** What a dotted path leads to in a value, or undefined. A number is a place in a list. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

/** A property of a resource. */
export const property = (resource: Resource, path: string): unknown => at(resource.Properties, path);

export const show = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value));

export const same = (left: unknown, right: unknown): boolean => show(sorted(left)) === show(sorted(right));

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, inner]) => [key, sorted(inner)]),
      )
    : value;

/** What a property is to be: a value, or a test of it. */
type Wanted = ((value: unknown) => boolean) | object | string | number | boolean | null | undefined;

/**
 * Whether each resource of a type has these properties; that there is none of
 * the type is a problem as well.
 */
export function every(
  template: Template,
  type: string,
  wanted: Readonly<Record<string, Wanted>>,
  which: (found: Found) => boolean = () => true,
): string[] {
  const found = all(template, type).filter(which);
  if (found.length === 0) return [`there is no ${type}`];
  return found.flatMap((resource) =>
    Object.entries(wanted).flatMap(([path, want]) => {
      const value = property(resource, path);
      const fine =
        typeof want === 'function' ? (want as (value: unknown) => boolean)(value) : same(value, want);
      return fine ? [] : [`${resource.id}: ${path} is ${show(value)}`];
    }),
  );
}

/** Sets a property of the first resource of a type that is `which`; undefined takes it out. */
export function set(
  template: Template,
  type: string,
  path: string,
  value: unknown,
  which: (found: Found) => boolean = () => true,
): void {
  const found = all(template, type).find(which);
  if (!found) throw new Error(`Nothing to mutate: there is no such ${type}.`);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.length === 0 ? found.Properties : property(found, keys.join('.'));
  if (typeof parent !== 'object' || parent === null)
    throw new Error(`Nothing to mutate: ${type} has no ${path}.`);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
}

/** Takes the first resource of a type that is `which` out of a template. */
export function remove(
  template: Template,
  type: string,
  which: (found: Found) => boolean = () => true,
): void {
  const found = all(template, type).find(which);
  if (!found) throw new Error(`Nothing to mutate: there is no such ${type}.`);
  Reflect.deleteProperty(template.Resources, found.id);
}

/** Puts one more resource into a template. */
export function add(template: Template, id: string, resource: Resource): void {
  Reflect.set(template.Resources, id, resource);
}

/** The resource that a reference (`Ref`, `Fn::GetAtt`) names. */
export function target(template: Template, reference: unknown): Found | undefined {
  const ref = at(reference, 'Ref') ?? at(reference, 'Fn::GetAtt.0');
  const resource = typeof ref === 'string' ? template.Resources[ref] : undefined;
  return resource && { id: ref as string, ...resource };
}

/** A value as text, with what is filled in at deployment as `${…}`. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(text).join(',');
  const joined = at(value, 'Fn::Join.1');
  if (Array.isArray(joined)) return joined.map(text).join(String(at(value, 'Fn::Join.0')));
  // One part of what is split, as the CDK takes a function's name out of its ARN.
  const split = at(value, 'Fn::Select.1.Fn::Split.1');
  if (split !== undefined) return text(split);
  const ref = at(value, 'Ref');
  if (typeof ref === 'string') return `\${${ref}}`;
  const got = at(value, 'Fn::GetAtt');
  if (Array.isArray(got)) return `\${${got.join('.')}}`;
  return show(value);
}

/** A property that is a list. */
export const list = (resource: Resource, path: string): unknown[] => {
  const value = property(resource, path);
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
};
