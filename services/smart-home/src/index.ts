import { defineService, type ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { changePlan } from './actions/change-plan.ts';
import { customActions } from './actions/custom-actions.ts';
import { deviceInfo } from './actions/device-info.ts';
import { devicePower } from './actions/device-power.ts';
import { deviceRegister } from './actions/device-register.ts';
import { deviceRelocation } from './actions/device-relocation.ts';
import { deviceRemove } from './actions/device-remove.ts';
import { deviceStatus } from './actions/device-status.ts';
import { multiRoomAudio } from './actions/multi-room-audio.ts';
import { musicServices } from './actions/music-services.ts';
import { planInfo } from './actions/plan-info.ts';
import { volumeControl } from './actions/volume-control.ts';
import { demoCustomers } from './demo/customers.ts';
import { demoOperators } from './demo/operators.ts';
import { storedState, type Driver } from './driver.ts';
import { instructions, suggestions } from './instructions.ts';
import { levels } from './levels.ts';
import { nameables } from './nameables.ts';
import { routinePlan } from './routine.ts';

export type { Device } from './device.ts';
export type { DeviceKey, Driven, Driver } from './driver.ts';

/** The smart-home service, its devices driven by `driver`. */
export const createSmartHome = (driver: Driver): ServiceDefinition =>
  defineService({
    name: 'smart-home',
    version: '1',
    title: 'Smart Home',
    levels,
    defaultLevel: 'basic',
    instructions,
    suggestions,
    actions: [
      deviceStatus,
      deviceInfo,
      devicePower(driver),
      volumeControl(driver),
      deviceRelocation(driver),
      musicServices(driver),
      multiRoomAudio(driver),
      customActions,
      deviceRegister,
      deviceRemove,
      planInfo,
      changePlan,
    ],
    nameables,
    timer: routinePlan,
    demo: { customers: demoCustomers, operators: demoOperators },
  });

/** The smart-home service as it comes: no hardware, the devices' state stands in their objects. */
export const smartHome: ServiceDefinition = createSmartHome(storedState);
