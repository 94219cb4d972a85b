import { attribute, reference, type Place } from './identities.ts';
import type { Resource, Template, TemplateValue } from './template.ts';

/** A value with nothing left to resolve. */
export type Resolved =
  string | number | boolean | null | readonly Resolved[] | { readonly [name: string]: Resolved };

type Intrinsic = (argument: TemplateValue) => Resolved | undefined;

/** `AWS::NoValue`: the property is left out. */
const NO_VALUE = Symbol('AWS::NoValue');

/** Resolves the intrinsic functions of a template as CloudFormation does once all that it names is there. */
export class Resolver {
  readonly #template: Template;
  readonly #place: Place;
  readonly #imports: ReadonlyMap<string, string>;
  readonly #intrinsics: ReadonlyMap<string, Intrinsic>;

  /** `imports` are what other stacks export, and SSM parameters by name. */
  constructor(template: Template, place: Place, imports: ReadonlyMap<string, string> = new Map()) {
    this.#template = template;
    this.#place = place;
    this.#imports = imports;
    this.#intrinsics = new Map<string, Intrinsic>([
      ['Fn::GetAtt', (argument) => this.#attribute(argument)],
      ['Fn::Join', (argument) => this.#join(argument)],
      ['Fn::Sub', (argument) => this.#substitute(argument)],
      ['Fn::Select', (argument) => this.#select(argument)],
      ['Fn::Split', (argument) => this.#split(argument)],
      ['Fn::ImportValue', (argument) => this.#import(argument)],
      ['Fn::FindInMap', (argument) => this.#find(argument)],
      ['Fn::Base64', (argument) => Buffer.from(this.text(argument)).toString('base64')],
      ['Fn::If', (argument) => this.#if(argument)],
      ['Fn::Equals', (argument) => this.#equals(argument)],
      ['Fn::And', (argument) => this.#all(argument).every((each) => each === true)],
      ['Fn::Or', (argument) => this.#all(argument).some((each) => each === true)],
      ['Fn::Not', (argument) => this.#all(argument)[0] !== true],
      ['Condition', (argument) => this.#condition(this.text(argument))],
    ]);
  }

  /** The resources of a type that are there, by their logical ids, their properties resolved. */
  resources(type: string): ReadonlyMap<string, Properties> {
    return new Map(
      Object.entries(this.#template.Resources)
        .filter(([, resource]) => resource.Type === type && this.#exists(resource))
        .map(([id]) => [id, this.properties(id)]),
    );
  }

  /** The properties of a resource. */
  properties(logicalId: string): Properties {
    return new Properties(logicalId, this.value(this.#resource(logicalId).Properties));
  }

  /** What a resource is, and where: its `Ref`. */
  reference(logicalId: string): string {
    return this.#reference(logicalId);
  }

  /** An attribute of a resource: its `Fn::GetAtt`. */
  attribute(logicalId: string, name: string): string {
    return attribute(this.#identity(logicalId), name, this.#place);
  }

  output(name: string): string {
    const found = this.#template.Outputs[name];
    if (found === undefined) throw new Error(`The template has no output ${name}.`);
    return this.text(found.Value);
  }

  /** All outputs, by their names. */
  outputs(): ReadonlyMap<string, string> {
    return new Map(Object.keys(this.#template.Outputs).map((name) => [name, this.output(name)]));
  }

  /** Resolves a value. */
  value(of: TemplateValue): Resolved {
    const found = this.#resolve(of);
    if (found === undefined) throw new Error('A value that is left out is asked for.');
    return found;
  }

  /** Resolves a value that is to be a text. */
  text(of: TemplateValue): string {
    const found = this.value(of);
    if (typeof found === 'string') return found;
    if (typeof found === 'number' || typeof found === 'boolean') return String(found);
    throw new Error(`Not a text: ${JSON.stringify(of)}`);
  }

  #resolve(of: TemplateValue): Resolved | undefined {
    if (typeof of !== 'object' || of === null) return of;
    if (isList(of)) return of.map((each) => this.#resolve(each)).filter((each) => each !== undefined);
    const [name, ...more] = Object.keys(of);
    if (name !== undefined && more.length === 0) {
      const argument = of[name] ?? null;
      if (name === 'Ref') {
        const found = this.#ref(this.text(argument));
        return found === NO_VALUE ? undefined : found;
      }
      const intrinsic = this.#intrinsics.get(name);
      // A condition of a policy is named `Condition` too; that one is an object.
      if (intrinsic !== undefined && !(name === 'Condition' && typeof argument !== 'string')) {
        return intrinsic(argument);
      }
      if (name.startsWith('Fn::')) throw new Error(`${name} can't be resolved yet.`);
    }
    return Object.fromEntries(
      Object.entries(of).flatMap(([key, inner]) => {
        const found = this.#resolve(inner);
        return found === undefined ? [] : [[key, found]];
      }),
    );
  }

  #ref(name: string): string | typeof NO_VALUE {
    if (name === 'AWS::NoValue') return NO_VALUE;
    const pseudo = new Map([
      ['AWS::AccountId', this.#place.account],
      ['AWS::Region', this.#place.region],
      ['AWS::Partition', 'aws'],
      ['AWS::URLSuffix', 'amazonaws.com'],
      ['AWS::StackName', this.#place.stack],
      [
        'AWS::StackId',
        `arn:aws:cloudformation:${this.#place.region}:${this.#place.account}:stack/${this.#place.stack}/0`,
      ],
    ]).get(name);
    if (pseudo !== undefined) return pseudo;
    const parameter = this.#template.Parameters[name];
    if (parameter !== undefined) {
      return this.#imports.get(name) ?? this.text(parameter.Default ?? '');
    }
    return this.#reference(name);
  }

  #reference(logicalId: string): string {
    return reference(this.#identity(logicalId), this.#place);
  }

  #identity(logicalId: string) {
    const { Type, Properties: properties } = this.#resource(logicalId);
    const property = (name: string): string | undefined => {
      const found = properties[name];
      return found === undefined ? undefined : this.text(found);
    };
    return { logicalId, type: Type, property };
  }

  #resource(logicalId: string): Resource {
    const resource = this.#template.Resources[logicalId];
    if (resource === undefined) throw new Error(`The template has no resource ${logicalId}.`);
    return resource;
  }

  #exists({ Condition }: Resource): boolean {
    return Condition === undefined || this.#condition(Condition);
  }

  #condition(name: string): boolean {
    const condition = this.#template.Conditions[name];
    if (condition === undefined) throw new Error(`The template has no condition ${name}.`);
    return this.value(condition) === true;
  }

  #attribute(argument: TemplateValue): string {
    const path = typeof argument === 'string' ? argument.split('.') : this.#all(argument).map(String);
    const [logicalId = '', ...rest] = path;
    return this.attribute(logicalId, rest.join('.'));
  }

  #join(argument: TemplateValue): string {
    const [separator = '', list = []] = this.#all(argument);
    if (!isList(list)) throw new Error(`Fn::Join of no list: ${JSON.stringify(argument)}`);
    return list.map(String).join(scalar(separator) ?? '');
  }

  #substitute(argument: TemplateValue): string {
    const [pattern, given] = isList(argument) ? argument : [argument, {}];
    const values = typeof given === 'object' && given !== null && !isList(given) ? given : {};
    return this.text(pattern ?? '').replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      const own = values[name];
      if (own !== undefined) return this.text(own);
      if (name.includes('.')) return this.#attribute(name);
      const found = this.#ref(name);
      return found === NO_VALUE ? '' : found;
    });
  }

  #select(argument: TemplateValue): Resolved {
    const [index, list] = this.#all(argument);
    const found = isList(list) ? list[Number(index)] : undefined;
    if (found === undefined) throw new Error(`Fn::Select of nothing: ${JSON.stringify(argument)}`);
    return found;
  }

  #split(argument: TemplateValue): Resolved {
    const [separator, text] = this.#all(argument).map(String);
    return (text ?? '').split(separator ?? ',');
  }

  #import(argument: TemplateValue): string {
    const name = this.text(argument);
    const found = this.#imports.get(name);
    if (found === undefined) throw new Error(`No other stack exports ${name}.`);
    return found;
  }

  #find(argument: TemplateValue): Resolved {
    const [map = '', top = '', second = ''] = this.#all(argument).map(String);
    const found = this.#template.Mappings[map]?.[top]?.[second];
    if (found === undefined) throw new Error(`No ${map}.${top}.${second} in the mappings.`);
    return this.value(found);
  }

  #if(argument: TemplateValue): Resolved | undefined {
    if (!isList(argument)) throw new Error('Fn::If of no list.');
    const [condition = '', yes = null, no = null] = argument;
    return this.#resolve(this.#condition(this.text(condition)) ? yes : no);
  }

  #equals(argument: TemplateValue): boolean {
    const [left, right] = this.#all(argument).map(String);
    return left === right;
  }

  #all(argument: TemplateValue): readonly Resolved[] {
    const found = this.value(argument);
    return isList(found) ? found : [found];
  }
}

/** A resource's properties, of which a missing one is an error that names it. */
export class Properties {
  readonly logicalId: string;
  readonly all: Resolved;

  constructor(logicalId: string, all: Resolved) {
    this.logicalId = logicalId;
    this.all = all;
  }

  /** What stands at a path, or undefined. */
  at(...path: readonly string[]): Resolved | undefined {
    let found: Resolved | undefined = this.all;
    for (const name of path) {
      if (typeof found !== 'object' || found === null || isList(found)) return undefined;
      found = found[name];
    }
    return found;
  }

  text(...path: readonly string[]): string {
    const found = this.at(...path);
    if (typeof found !== 'string') throw new Error(`${this.logicalId} has no text at ${path.join('.')}.`);
    return found;
  }

  /** A text, a number or a truth as text, or what is given where there is none. */
  textOr(otherwise: string, ...path: readonly string[]): string {
    return scalar(this.at(...path)) ?? otherwise;
  }

  /** A number, also one that is written as a text. */
  number(...path: readonly string[]): number {
    const found = Number(this.at(...path));
    if (Number.isNaN(found)) throw new Error(`${this.logicalId} has no number at ${path.join('.')}.`);
    return found;
  }

  list(...path: readonly string[]): readonly Resolved[] {
    const found = this.at(...path) ?? [];
    return isList(found) ? found : [found];
  }
}

/** A text, a number or a truth as text; undefined of all else. */
export const scalar = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;

function isList<T>(value: T | readonly T[] | undefined): value is readonly T[] {
  return Array.isArray(value);
}
