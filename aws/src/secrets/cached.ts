/** How long a value is taken to be current, milliseconds. */
const FRESH_MS = 5 * 60_000;

/**
 * Remembers what `read` answers for five minutes, so that a value that is changed is taken up without a new
 * deployment. While a later read fails, the last value counts on; `failed` hears of it.
 *
 * @throws what the first read throws.
 */
export function cached<T>(
  read: () => Promise<T>,
  now: () => Date,
  failed: (error: unknown) => void,
): () => Promise<T> {
  let known: { readonly value: T; until: number } | undefined;
  return async () => {
    if (known !== undefined && now().getTime() < known.until) return known.value;
    const until = now().getTime() + FRESH_MS;
    try {
      known = { value: await read(), until };
    } catch (error) {
      if (known === undefined) throw error;
      failed(error);
      // Not asked again at once: a secret that can't be read now would slow every turn.
      known.until = until;
    }
    return known.value;
  };
}
