/**
 * Where the AWS SDK finds credentials in a function: in its environment, always. The SDK's own way looks in ten places, and
 * brings three more clients for it: a fifth of a megabyte in every bundle.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
