import type { Cloud } from '../cloud.ts';
import { CrashPoints, type CloudCrashPoint } from './crash-points.ts';

const MINUTE_MS = 60_000;
/** Lambda tries again after one minute, and after two more. */
const MINUTES = 5;

/**
 * Starts a function that nobody waits for, once in each of the first minutes, as schedules do; it dies where `crash` says.
 * Returns its calls once nothing is tried again.
 */
export async function playAlone(
  cloud: Cloud,
  name: string,
  starts: number,
  crash?: CloudCrashPoint,
): Promise<CrashPoints> {
  const target = cloud.function(name);
  const points = new CrashPoints(cloud, new RegExp(`^${target.options.name}$`), crash);
  cloud.interrupt = (caller, call) => points.at(caller, call);
  for (let minute = 0; minute < MINUTES; minute += 1) {
    if (minute < starts) void cloud.start(target, {});
    await cloud.rest();
    cloud.clock.advance(MINUTE_MS);
    await cloud.rest();
  }
  cloud.interrupt = () => undefined;
  return points;
}
