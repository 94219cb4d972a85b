/** Something about a backup that its user can mend; the message says how. */
export class BackupError extends Error {}
