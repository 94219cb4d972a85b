import * as z from 'zod';

/** A value of a template, intrinsic functions included. */
export type TemplateValue =
  string | number | boolean | null | readonly TemplateValue[] | { readonly [name: string]: TemplateValue };

const value: z.ZodType<TemplateValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(value), z.record(z.string(), value)]),
);

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), value).default({}),
  Condition: z.string().optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  Metadata: z.record(z.string(), z.unknown()).optional(),
});
export type Resource = z.infer<typeof resource>;

const template = z.object({
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), z.object({ Value: value })).default({}),
  Parameters: z.record(z.string(), z.object({ Default: value.optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), value))).default({}),
  Conditions: z.record(z.string(), value).default({}),
});

/** What CloudFormation is given: as much of it as the simulated cloud reads. */
export type Template = z.infer<typeof template>;

/** Reads a template. Throws a `ZodError` where it is not one. */
export const parseTemplate = (data: unknown): Template => template.parse(data);
