import type { Store } from './store.ts';

/** More than a page that is in use has room for. */
const PROBE_CHARS = 64 * 1024;

/**
 * Whether a message could be stored now: not while the disk is full or fails. Asks the disk only while the last write has
 * failed, so that it may be asked often, and tells by itself when it is well again.
 */
export async function takesWrites({ writer, settings, database }: Store): Promise<boolean> {
  if (!writer.isFailing) return true;
  try {
    await writer.write(() => {
      settings.put('probe', 'x'.repeat(PROBE_CHARS));
      database.exec("DELETE FROM settings WHERE name = 'probe'");
    });
    return true;
  } catch {
    // The write that made it ask has been reported.
    return false;
  }
}
