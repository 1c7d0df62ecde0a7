import { variant, type ObjectTree } from './object-tree.ts';

const DEVICE = 'org.bluez.Device1';
const SERVICE = 'org.bluez.GattService1';
const CHARACTERISTIC = 'org.bluez.GattCharacteristic1';
const DESCRIPTOR = 'org.bluez.GattDescriptor1';

const uuid = (short: number): string =>
  `0000${short.toString(16).padStart(4, '0')}-0000-1000-8000-00805f9b34fb`;

export interface WantedStrap {
  readonly address: string;
  readonly name: string;
  /** False: like many watches, it does not advertise the heart-rate service that it has. */
  readonly advertises?: boolean;
}

/** A heart-rate strap as BlueZ would show it: seen while in range, connected, notified, dropped. */
export class FakeStrap {
  /** False: the strap is not seen and connecting to it fails. */
  inRange = true;
  readonly #tree: ObjectTree;
  readonly #device: string;
  readonly #service: string;
  readonly #characteristic: string;
  readonly #descriptor: string;
  #connections = 0;

  constructor(tree: ObjectTree, adapterPath: string, { address, name, advertises = true }: WantedStrap) {
    this.#tree = tree;
    this.#device = `${adapterPath}/dev_${address.replaceAll(':', '_')}`;
    this.#service = `${this.#device}/service000a`;
    this.#characteristic = `${this.#service}/char000b`;
    this.#descriptor = `${this.#characteristic}/desc000d`;
    tree.handle(this.#device, `${DEVICE}.Connect`, () => this.#connect());
    tree.handle(this.#device, `${DEVICE}.Disconnect`, () => this.#disconnect());
    tree.handle(this.#characteristic, `${CHARACTERISTIC}.StartNotify`, () =>
      tree.set(this.#characteristic, CHARACTERISTIC, { Notifying: variant('b', true) }),
    );
    tree.handle(this.#characteristic, `${CHARACTERISTIC}.StopNotify`, () =>
      tree.set(this.#characteristic, CHARACTERISTIC, { Notifying: variant('b', false) }),
    );
    tree.add(this.#device, {
      [DEVICE]: {
        Address: variant('s', address),
        AddressType: variant('s', 'random'),
        Name: variant('s', name),
        Alias: variant('s', name),
        Paired: variant('b', false),
        Bonded: variant('b', false),
        Trusted: variant('b', false),
        Blocked: variant('b', false),
        LegacyPairing: variant('b', false),
        Connected: variant('b', false),
        ServicesResolved: variant('b', false),
        UUIDs: variant('as', advertises ? [uuid(0x180d)] : []),
        Adapter: variant('o', adapterPath),
        RSSI: variant('n', -50),
        AdvertisingFlags: variant('ay', Buffer.from([6])),
      },
    });
  }

  get notifying(): boolean {
    return this.#tree.read(this.#characteristic, CHARACTERISTIC, 'Notifying') === true;
  }

  get connected(): boolean {
    return this.#tree.read(this.#device, DEVICE, 'Connected') === true;
  }

  /** How often it was connected. */
  get connections(): number {
    return this.#connections;
  }

  advertise(rssi: number): void {
    if (this.inRange && !this.connected) this.#tree.set(this.#device, DEVICE, { RSSI: variant('n', rssi) });
  }

  /** Sends one 0x2A37 packet; false when nobody listens. */
  notify(bytes: Uint8Array): boolean {
    if (!this.connected || !this.notifying) return false;
    this.#tree.set(this.#characteristic, CHARACTERISTIC, { Value: variant('ay', Buffer.from(bytes)) });
    return true;
  }

  /** The radio is lost: every GATT object dies with the connection. */
  drop(): void {
    if (!this.connected) return;
    this.#tree.set(this.#device, DEVICE, {
      ServicesResolved: variant('b', false),
      Connected: variant('b', false),
    });
    for (const path of [this.#descriptor, this.#characteristic, this.#service]) this.#tree.remove(path);
  }

  #connect(): void {
    if (!this.inRange) throw new Error('le-connection-abort-by-local');
    this.#connections++;
    this.#tree.set(this.#device, DEVICE, { Connected: variant('b', true) });
    // Services are resolved after Connect has answered, as a real stack does.
    this.#later(() => this.#resolveServices());
  }

  /** A browser disconnects also from what it has just seen lost, before it connects again: that is not meant. */
  #disconnect(): void {
    if (this.connected) this.#later(() => this.drop());
  }

  /** Once what is asked now is answered; what was begun for one connection is nothing to the next. */
  #later(work: () => void): void {
    const connection = this.#connections;
    setImmediate(() => {
      if (this.connected && connection === this.#connections) work();
    });
  }

  #resolveServices(): void {
    this.#tree.add(this.#service, {
      [SERVICE]: {
        UUID: variant('s', uuid(0x180d)),
        Device: variant('o', this.#device),
        Primary: variant('b', true),
        Includes: variant('ao', []),
      },
    });
    this.#tree.add(this.#characteristic, {
      [CHARACTERISTIC]: {
        UUID: variant('s', uuid(0x2a37)),
        Service: variant('o', this.#service),
        Value: variant('ay', Buffer.alloc(0)),
        Notifying: variant('b', false),
        Flags: variant('as', ['notify']),
      },
    });
    this.#tree.add(this.#descriptor, {
      [DESCRIPTOR]: {
        UUID: variant('s', uuid(0x2902)),
        Characteristic: variant('o', this.#characteristic),
        Value: variant('ay', Buffer.alloc(0)),
      },
    });
    this.#tree.set(this.#device, DEVICE, { ServicesResolved: variant('b', true) });
  }
}
