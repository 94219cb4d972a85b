/** Why a suite has nothing to try in the cloud, and what tries the same there, if it is there at all. */
interface Exemption {
  readonly reason: string;
  /** Files of tests. */
  readonly instead: readonly string[];
}

/** The end-to-end suites that only run on one machine; all others run against the simulated cloud as well. */
export const ONE_MACHINE_ONLY: ReadonlyMap<string, Exemption> = new Map([
  [
    'bad-settings.test.ts',
    {
      reason: 'A server refuses to start; in the cloud a stack with bad settings is not synthesized.',
      instead: ['infrastructure/src/stack-settings.test.ts', 'infrastructure/src/settings.test.ts'],
    },
  ],
  [
    'demo.test.ts',
    {
      reason: 'The paths that mint tokens of the demo are those of one machine; people sign in.',
      instead: [],
    },
  ],
  [
    'demo-terminal.test.ts',
    { reason: 'The terminal asks the demo for a token; elsewhere it is given one.', instead: [] },
  ],
  [
    'identity.test.ts',
    {
      reason: 'Tokens are signed with a secret that the server shares; the cloud has an issuer.',
      instead: ['aws/src/authorize/authorizer.test.ts', 'tests/e2e/sign-in.test.ts'],
    },
  ],
  [
    'readme.test.ts',
    {
      reason: 'What the README starts is a server; the cloud is deployed.',
      instead: ['tests/operations/document.test.ts'],
    },
  ],
  [
    'restart.test.ts',
    {
      reason: 'A process is killed and started; in the cloud it is functions that die.',
      instead: ['tests/cloud/product.test.ts', 'tests/cloud/functions.test.ts'],
    },
  ],
]);
