import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { accountApp, CONTEXT, environmentApp } from '../src/synthesize.ts';
import { ACKNOWLEDGEMENTS } from './acknowledgements.ts';
import { findingsOf, isAcknowledged } from './checkers.ts';
import type { Finding } from './checkers.ts';
import { ACCOUNT_CONTEXT, CONTEXTS } from './subjects.ts';

const APPS = {
  dev: (outdir: string, bundles: string) => environmentApp(CONTEXTS.dev, bundles, outdir),
  prod: (outdir: string, bundles: string) => environmentApp(CONTEXTS.prod, bundles, outdir),
  account: (outdir: string) => accountApp(ACCOUNT_CONTEXT, outdir),
};

const found: Finding[] = [];

const CHECKERS = ['AwsSolutions', 'cdk-validator-cfnguard'];

describe('cdk-nag, cfn-guard and the CDK’s validator', () => {
  it.each(Object.entries(APPS))(
    'find nothing in %s that is not acknowledged',
    (_, app) => {
      const findings = findingsOf(app);
      found.push(...findings);
      expect(findings.filter((finding) => !isAcknowledged(finding))).toEqual([]);
      // One that did not run would find nothing.
      for (const checker of CHECKERS) expect(findings.map((finding) => finding.checker)).toContain(checker);
    },
    120_000,
  );

  it('have each of their acknowledgements in use, and no more than these', () => {
    expect(
      ACKNOWLEDGEMENTS.filter((one) => !found.some((finding) => isAcknowledged(finding, [one]))),
    ).toEqual([]);
    expect(ACKNOWLEDGEMENTS).toHaveLength(30);
  });

  it('see what is wrong', () => {
    const findings = findingsOf((outdir) => {
      const app = new App({ context: CONTEXT, outdir });
      const stack = new Stack(app, 'wrong');
      new Bucket(stack, 'Open');
      new CfnResource(stack, 'Broken', {
        type: 'AWS::SQS::Queue',
        properties: { Colour: 'red', DelaySeconds: 'x' },
      });
      new CfnResource(stack, 'Old', {
        type: 'AWS::Lambda::Function',
        properties: {
          Runtime: 'nodejs16.x',
          Handler: 'x.y',
          Role: 'arn:aws:iam::123456789012:role/x',
          Code: { ZipFile: 'x' },
          Architectures: ['m68k'],
        },
      });
      return app;
    });
    const seen = findings.map(({ checker, rule, where }) => `${checker}: ${rule} at ${where}`);
    expect(seen).toEqual(
      expect.arrayContaining([
        'AwsSolutions: AwsSolutions-S1 at Open/Resource',
        'cdk-validator-cfnguard: s3_bucket_versioning_enabled_check at Open/Resource',
        // A property that there is not, a value of another type, an end of life, a value that there is not.
        'CloudFormation Validate: F3002 at Broken',
        'CloudFormation Validate: F3012 at Broken',
        'CloudFormation Validate: W2531 at Old',
        'CloudFormation Validate: W3030 at Old',
      ]),
    );
  }, 120_000);
});

afterAll(() => found.splice(0));
