interface NamedInlet {
  readonly id: string;
  readonly name: string;
}

interface Sensor {
  readonly object: string;
  readonly name: string;
  readonly field: string;
  readonly more: Readonly<Record<string, unknown>>;
}

/** Without a beat for so long, Home Assistant calls a value unavailable. */
const EXPIRE_AFTER_SECONDS = 10;

const SENSORS: readonly Sensor[] = [
  {
    object: 'heart_rate',
    name: 'Heart rate',
    field: 'bpm',
    more: { unit_of_measurement: 'bpm', state_class: 'measurement', icon: 'mdi:heart-pulse' },
  },
  { object: 'band', name: 'Band', field: 'band', more: { icon: 'mdi:heart-box' } },
  {
    object: 'minutes_left',
    name: 'Minutes left today',
    field: 'minutesLeft',
    more: { unit_of_measurement: 'min', state_class: 'measurement', icon: 'mdi:timer-outline' },
  },
];

/** Where the values of an inlet's run are told. */
export function stateOf(inletId: string): string {
  return `zone-coach-state/${inletId}`;
}

/** The retained messages by which Home Assistant learns of an inlet's sensors (MQTT discovery). */
export function discoveryOf(
  inlet: NamedInlet,
  availabilityTopic: string,
): { readonly topic: string; readonly payload: string }[] {
  const node = `zone_coach_${inlet.id.replaceAll('-', '')}`;
  return SENSORS.map(({ object, name, field, more }) => ({
    topic: `homeassistant/sensor/${node}/${object}/config`,
    payload: JSON.stringify({
      name,
      unique_id: `${node}_${object}`,
      state_topic: stateOf(inlet.id),
      value_template: `{{ value_json.${field} }}`,
      expire_after: EXPIRE_AFTER_SECONDS,
      availability_topic: availabilityTopic,
      device: { identifiers: [node], name: `Zone Coach ${inlet.name}`, manufacturer: 'Zone Coach' },
      ...more,
    }),
  }));
}
