const GONE = 410;

/**
 * Whether API Gateway has answered that a socket is not there any more. By the status: an answer without the header that
 * names the error does not become a `GoneException`.
 */
export function isGone(error: unknown): boolean {
  if (!(error instanceof Error) || !('$metadata' in error)) return false;
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return httpStatusCode === GONE;
}
