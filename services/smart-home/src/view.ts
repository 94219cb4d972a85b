import * as z from 'zod';
import { plainSchema, playerSchema } from './device.ts';
import type { HomeDevice } from './home.ts';

const shown = { id: z.string(), label: z.string(), usable: z.boolean() };

/** A device in a result: what a card, a receipt and a model read of it. */
export const viewSchema = z.discriminatedUnion('type', [
  playerSchema.extend(shown),
  plainSchema.extend(shown),
]);
export type DeviceView = z.infer<typeof viewSchema>;

export const viewOf = ({ id, label, usable, device }: HomeDevice): DeviceView => ({
  id,
  label,
  usable,
  ...device,
});
