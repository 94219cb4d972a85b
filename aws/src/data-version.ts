/**
 * The version of what items in the tables look like. A change is made in two releases, so that the one before can
 * always be gone back to: the first reads the new shape and still writes the old one (`reads` goes up), the next
 * writes it (`writes` goes up). Adding an attribute that older code ignores is no new version.
 */
export const DATA_VERSION = { writes: 1, reads: 1 } as const;
