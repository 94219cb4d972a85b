import { device, playing } from '../demo/build.ts';

/** A home of four: two players, one of them playing, and two that do not play. */
export const fourDevices = [
  device('kitchen', 'speaker', 'Kitchen speaker', 'kitchen', { volume: 40, music: playing('jazz', 3) }),
  device('hall', 'light', 'Hall light', 'hall', { on: true }),
  device('bedroom', 'display', 'Bedroom display', 'bedroom', { volume: 20 }),
  device('heating', 'thermostat', 'Hall thermostat', 'hall'),
];
