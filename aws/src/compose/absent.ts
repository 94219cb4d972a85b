/**
 * Stands for something that a function has no use for, and no permission either: its client is not in the bundle.
 * To use it is a mistake of ours, and says so.
 */
export function absent<T extends object>(name: string): T {
  return new Proxy({} as T, {
    get: (_, property) => {
      throw new Error(`This function has no ${name}, and wanted its ${String(property)}.`);
    },
  });
}
