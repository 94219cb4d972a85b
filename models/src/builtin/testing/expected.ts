/** A call that is expected: an action, and all of its input. */
export interface ExpectedCall {
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * What a message should come to: calls in order; a question back; just words, or words like these; something looked
 * up and nothing else (`read`); one of the last two (`safe`); or a person who is called, whatever the reason that is given.
 */
export type Expected = readonly ExpectedCall[] | 'question' | 'words' | RegExp | 'read' | 'safe' | 'person';

/** Something a customer says, with what it should come to. */
export type Labelled = readonly [say: string, expected: Expected];

/** A whole conversation, message by message. */
export interface Dialogue {
  readonly title: string;
  readonly customer: string;
  readonly turns: readonly Labelled[];
}

const call =
  (action: string) =>
  (input: Readonly<Record<string, unknown>> = {}): ExpectedCall => ({ action, input });

/** The devices of the home that the single utterances are said in: `cust_003`, enterprise, ten devices in six rooms. */
export const home = {
  livingSpeaker: 'speaker-living-room',
  tv: 'display-living-room',
  livingLight: 'light-living-room',
  kitchenSpeaker: 'speaker-kitchen',
  kitchenLight: 'light-kitchen',
  bedroomSpeaker: 'speaker-bedroom',
  bedroomLamp: 'light-bedroom',
  thermostat: 'thermostat-hall',
  plug: 'switch-office',
  garden: 'light-garden',
} as const;

export const lights = [home.livingLight, home.kitchenLight, home.bedroomLamp, home.garden];
export const speakers = [home.livingSpeaker, home.kitchenSpeaker, home.bedroomSpeaker];
export const everything = Object.values(home);

export const power = (state: 'on' | 'off', ...devices: string[]) => call('device_power')({ state, devices });
export const status = (about: string | undefined, ...devices: string[]) =>
  call('device_status')({
    ...(about === undefined ? {} : { about }),
    ...(devices.length === 0 ? {} : { devices }),
  });
export const info = call('device_info')();
export const volume = call('volume_control');
export const move = (room: string, ...devices: string[]) => call('device_relocation')({ room, devices });
export const music = call('music_services');
export const multiRoom = call('multi_room_audio');
export const routine = call('custom_actions');
export const register = call('device_register');
export const remove = (device: string) => call('device_remove')({ device });
export const planInfo = (plan?: string) => call('plan_info')(plan === undefined ? {} : { plan });
export const changePlan = (plan: string) => call('change_plan')({ plan });
export const human = call('request_human')();

/** A routine that is set up: when, and what then. */
export const planned = (when: Readonly<Record<string, unknown>>, ...calls: readonly ExpectedCall[]) =>
  routine({ operation: 'create', when, calls });

export const daily = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
export const weekdays = daily.slice(0, 5);
export const weekend = daily.slice(5);
