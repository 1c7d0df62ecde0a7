import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connectStrap, type Strap, type StrapState } from '../../../../src/web/live/bluetooth-strap.ts';

const BEAT = Uint8Array.of(0, 128);

/** What a browser shows of a strap. Each step of GATT may be replaced; by itself it works. */
class FakeDevice extends EventTarget {
  readonly name = 'Emu Strap';
  readonly characteristic = Object.assign(new EventTarget(), {
    value: undefined as DataView | undefined,
    startNotifications: (): Promise<unknown> => this.startNotifications(),
    stopNotifications: () => Promise.resolve(),
  });
  readonly gatt = {
    connected: false,
    connect: (): Promise<unknown> => {
      this.attempts++;
      this.gatt.connected = true;
      return Promise.resolve({ getPrimaryService: () => this.getPrimaryService() });
    },
    disconnect: (): void => this.drop(),
  };
  attempts = 0;
  startNotifications = (): Promise<unknown> => Promise.resolve();
  getPrimaryService = (): Promise<unknown> =>
    Promise.resolve({ getCharacteristic: () => Promise.resolve(this.characteristic) });

  beat(): void {
    this.characteristic.value = new DataView(BEAT.buffer);
    this.characteristic.dispatchEvent(new Event('characteristicvaluechanged'));
  }

  drop(): void {
    if (!this.gatt.connected) return;
    this.gatt.connected = false;
    this.dispatchEvent(new Event('gattserverdisconnected'));
  }
}

let device: FakeDevice;
let strap: Strap;
const states: StrapState[] = [];
let packets = 0;

/** Lets what is on its way come in, and this much time pass. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function connect(): void {
  strap = connectStrap(device as unknown as BluetoothDevice, {
    onPacket: () => packets++,
    onState: (state) => states.push(state),
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  device = new FakeDevice();
  states.length = 0;
  packets = 0;
});

afterEach(() => {
  strap.close();
  vi.useRealTimers();
});

test('a strap that has sent is not taken for one without heart rate, whatever is read of it in the moment of a loss', async () => {
  connect();
  await pass(0);
  device.beat();
  const { getPrimaryService } = device;
  device.getPrimaryService = () => Promise.reject(new DOMException('no services', 'NotFoundError'));
  device.drop();
  await pass(10_000);
  expect(device.attempts).toBeGreaterThan(3);
  device.getPrimaryService = getPrimaryService;
  await pass(6_000);
  device.beat();
  expect(states).toEqual(['connecting', 'connected', 'lost', 'connected']);
});

test('a device without heart rate is told of at the second look', async () => {
  device.getPrimaryService = () => Promise.reject(new DOMException('no services', 'NotFoundError'));
  connect();
  await pass(10_000);
  expect([states, device.attempts]).toEqual([['connecting', 'no_heart_rate'], 2]);
});

test('a loss in the middle of connecting is not forgotten: the strap is connected again', async () => {
  connect();
  await pass(0);
  const { startNotifications } = device;
  device.startNotifications = () => {
    device.startNotifications = startNotifications;
    device.drop();
    return Promise.resolve();
  };
  device.drop();
  await pass(2_000);
  expect(device.gatt.connected).toBe(true);
  device.beat();
  expect([states.at(-1), packets]).toEqual(['connected', 1]);
});

test('a loss ends an attempt whose next step is never answered: the strap is connected again soon', async () => {
  const { startNotifications } = device;
  device.startNotifications = () => {
    device.startNotifications = startNotifications;
    setTimeout(() => device.drop());
    return new Promise(() => undefined);
  };
  connect();
  await pass(2_000);
  device.beat();
  expect([states, device.attempts, packets]).toEqual([['connecting', 'lost', 'connected'], 2, 1]);
});

test('a strap that has sent is known as one after a tap as well', async () => {
  connect();
  await pass(0);
  device.beat();
  strap.close();
  const { getPrimaryService } = device;
  device.getPrimaryService = () => Promise.reject(new DOMException('no services', 'NotFoundError'));
  connect();
  await pass(10_000);
  device.getPrimaryService = getPrimaryService;
  await pass(6_000);
  expect(states).toEqual(['connecting', 'connected', 'connecting', 'connected']);
});

test.for([
  ['late', 21_000],
  ['never', null],
] as const)(
  'a beat is told once, though an attempt failed and another was answered %s',
  async ([, answersMs]) => {
    const works = (): Promise<unknown> => Promise.resolve();
    device.startNotifications = () => {
      device.startNotifications = () => {
        device.startNotifications = works;
        // Longer than anybody waits.
        return new Promise((resolve) => {
          if (answersMs !== null) setTimeout(resolve, answersMs);
        });
      };
      return Promise.reject(new DOMException('busy', 'NetworkError'));
    };
    connect();
    await pass(30_000);
    device.beat();
    expect([device.attempts, packets]).toEqual([3, 1]);
  },
);
