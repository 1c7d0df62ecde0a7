import { FakeStrap, type WantedStrap } from './fake-strap.ts';
import { ObjectTree, variant } from './object-tree.ts';
import { startPrivateBus } from './private-bus.ts';

const ADAPTER_PATH = '/org/bluez/hci0';
const ADAPTER = 'org.bluez.Adapter1';
const ADVERTISE_MS = 100;

const ACCEPTED_EVERYWHERE = [
  'org.bluez.AgentManager1.RegisterAgent',
  'org.bluez.AgentManager1.RequestDefaultAgent',
  'org.bluez.AgentManager1.UnregisterAgent',
  'org.bluez.ProfileManager1.RegisterProfile',
  `${ADAPTER}.SetDiscoveryFilter`,
];

export interface FakeBluez {
  /** What Chromium must be started with to take this for the machine's Bluetooth. */
  readonly env: Record<string, string>;
  strap(wanted: WantedStrap): FakeStrap;
  stop(): Promise<void>;
}

/**
 * The `org.bluez` that Chromium's own Bluetooth stack talks to, on a private bus: chooser, GATT, notifications and losses
 * are the browser's real code. Must be up before the browser starts.
 */
export async function startFakeBluez(): Promise<FakeBluez> {
  const privateBus = await startPrivateBus();
  const { address, bus } = privateBus;
  const tree = new ObjectTree(bus);
  const straps: FakeStrap[] = [];
  let advertising: ReturnType<typeof setInterval> | undefined;
  let rssi = -50;

  for (const method of ACCEPTED_EVERYWHERE) tree.handle('*', method, () => undefined);
  tree.handle(ADAPTER_PATH, `${ADAPTER}.RemoveDevice`, () => undefined);
  tree.handle(ADAPTER_PATH, `${ADAPTER}.StartDiscovery`, () => {
    tree.set(ADAPTER_PATH, ADAPTER, { Discovering: variant('b', true) });
    // The chooser lists a device only when it is seen during the scan: its signal strength must move.
    advertising ??= setInterval(() => {
      rssi = rssi === -50 ? -51 : -50;
      for (const strap of straps) strap.advertise(rssi);
    }, ADVERTISE_MS);
  });
  tree.handle(ADAPTER_PATH, `${ADAPTER}.StopDiscovery`, () => {
    tree.set(ADAPTER_PATH, ADAPTER, { Discovering: variant('b', false) });
    clearInterval(advertising);
    advertising = undefined;
  });
  tree.add('/org/bluez', { 'org.bluez.AgentManager1': {}, 'org.bluez.ProfileManager1': {} });
  tree.add(ADAPTER_PATH, {
    [ADAPTER]: {
      Address: variant('s', '00:1A:7D:DA:71:13'),
      AddressType: variant('s', 'public'),
      Name: variant('s', 'fake'),
      Alias: variant('s', 'fake'),
      Class: variant('u', 0),
      Powered: variant('b', true),
      Discoverable: variant('b', false),
      DiscoverableTimeout: variant('u', 0),
      Pairable: variant('b', false),
      PairableTimeout: variant('u', 0),
      Discovering: variant('b', false),
      UUIDs: variant('as', []),
      Roles: variant('as', ['central']),
    },
  });
  await bus.requestName('org.bluez', 0);

  return {
    env: { DBUS_SYSTEM_BUS_ADDRESS: address, DBUS_SESSION_BUS_ADDRESS: 'disabled:' },
    strap(wanted) {
      const strap = new FakeStrap(tree, ADAPTER_PATH, wanted);
      straps.push(strap);
      return strap;
    },
    async stop() {
      clearInterval(advertising);
      await privateBus.stop();
    },
  };
}
