import { CreateInvalidationCommand, GetInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { waitUntil } from './patience.ts';
import type { Tools } from './tools.ts';

/** Has CloudFront forget what it keeps of the site, and waits until it has. One path, so one of the free thousand. */
export async function invalidate(tools: Tools, distribution: string): Promise<void> {
  const { cloudFront } = tools.aws;
  const { Invalidation: begun } = await cloudFront.send(
    new CreateInvalidationCommand({
      DistributionId: distribution,
      InvalidationBatch: {
        CallerReference: tools.now().toISOString(),
        Paths: { Quantity: 1, Items: ['/*'] },
      },
    }),
  );
  const patience = {
    every: 5_000,
    times: 120,
    what: 'CloudFront to forget the old pages',
    next: `Look at it: \`aws cloudfront list-invalidations --distribution-id ${distribution}\`.`,
  };
  await waitUntil(tools, patience, async () => {
    const { Invalidation: found } = await cloudFront.send(
      new GetInvalidationCommand({ DistributionId: distribution, Id: begun?.Id }),
    );
    return found?.Status === 'Completed';
  });
}
