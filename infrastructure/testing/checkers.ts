import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import type { App } from 'aws-cdk-lib';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import { emptyBundles } from '../src/synthesize.ts';
import { ACKNOWLEDGEMENTS } from './acknowledgements.ts';
import type { Acknowledgement } from './acknowledgements.ts';

/** What a checker found fault with. */
export interface Finding {
  readonly checker: string;
  readonly rule: string;
  /** The construct's path below its stack. */
  readonly where: string;
}

const place = z.looseObject({
  constructPath: z.string().optional(),
  resourceLogicalId: z.string().optional(),
});
const report = z.looseObject({
  pluginReports: z.array(
    z.looseObject({
      pluginName: z.string(),
      violations: z
        .array(
          z.looseObject({
            ruleName: z.string(),
            violatingConstructs: z.array(place).optional(),
            violatingResources: z.array(place).optional(),
          }),
        )
        .default([]),
    }),
  ),
});

/** Synthesizes an app under cdk-nag, cfn-guard and the CDK's own validator, and tells what they found. */
export function findingsOf(appIn: (outdir: string, bundles: string) => App): Finding[] {
  const folder = mkdtempSync(join(tmpdir(), 'checked-'));
  const exitCode = process.exitCode;
  try {
    const outdir = join(folder, 'cdk.out');
    const app = appIn(outdir, emptyBundles(folder));
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new CfnGuardValidator());
    try {
      app.synth();
    } catch {
      // That there are findings; the report has them.
    }
    const { pluginReports } = report.parse(
      JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')),
    );
    return pluginReports.flatMap(({ pluginName, violations }) =>
      violations.flatMap(({ ruleName, violatingConstructs = [], violatingResources = [] }) =>
        [...violatingConstructs, ...violatingResources].map(({ constructPath, resourceLogicalId = '' }) => ({
          checker: pluginName,
          rule: ruleName.replace(/\[.*$/, ''),
          where: (constructPath ?? resourceLogicalId).replace(/^[^/]*\//, ''),
        })),
      ),
    );
  } finally {
    process.exitCode = exitCode;
    rmSync(folder, { recursive: true });
  }
}

export const isAcknowledged = (
  finding: Finding,
  by: readonly Acknowledgement[] = ACKNOWLEDGEMENTS,
): boolean => by.some(({ rule, where }) => rule === finding.rule && where.test(finding.where));
