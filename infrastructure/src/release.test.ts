import { describe, expect, it, vi } from 'vitest';
import { remove, set } from '../testing/rule.ts';
import { SUBJECTS } from '../testing/subjects.ts';
import { lossSinceRelease } from './release.ts';

// To synthesize, and to read what AWS knows of its actions, takes a busy machine seconds.
vi.setConfig({ testTimeout: 60_000 });

const ENVIRONMENTS = ['dev', 'prod'] as const;

describe.each(ENVIRONMENTS)('against the last release, %s', (environment) => {
  const { template } = SUBJECTS[environment];

  it('loses nothing that holds data', () => {
    expect(lossSinceRelease(environment, template)).toEqual([]);
  });

  it.each([
    [
      'a table with another key',
      (t: typeof template) => set(t, 'AWS::DynamoDB::Table', 'KeySchema.0.AttributeName', 'other'),
      /table .* replaced/,
    ],
    [
      'a table with another name',
      (t: typeof template) => set(t, 'AWS::DynamoDB::Table', 'TableName', 'other'),
      /table .* replaced/,
    ],
    [
      'a table less',
      (t: typeof template) => remove(t, 'AWS::DynamoDB::Table'),
      /table .* (deleted|let go of)/,
    ],
    [
      'a bucket with another name',
      (t: typeof template) => set(t, 'AWS::S3::Bucket', 'BucketName', 'other'),
      /bucket .* replaced/,
    ],
  ])('refuses %s', (_, change, refusal) => {
    const changed = structuredClone(template);
    change(changed);
    expect(lossSinceRelease(environment, changed)).toEqual([expect.stringMatching(refusal)]);
  });
});
