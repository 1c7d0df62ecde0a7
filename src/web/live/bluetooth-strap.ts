/** One notification: the bytes of 0x2A37 and the two clocks at the moment they arrived. */
export interface StrapPacket {
  readonly bytes: Uint8Array;
  readonly mono: number;
  readonly wall: number;
}

/**
 * `silent`: connected, and nothing comes; it is listened to again, then connected again. `needs_tap`: that was of no use.
 * `no_heart_rate`: the device has no heart-rate service, or does not show it to others.
 */
export type StrapState = 'connecting' | 'connected' | 'silent' | 'lost' | 'needs_tap' | 'no_heart_rate';

export interface StrapEvents {
  onPacket(packet: StrapPacket): void;
  onState(state: StrapState): void;
}

export interface Strap {
  readonly name: string | null;
  /** Ends the connection for good. */
  close(): void;
}

const WAITS_MS = [0, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
const GIVE_UP_MS = 600_000;
/** A strap sends once a second. Silent for so long: listen again; connect again; ask for a tap. */
const SILENT_MS = 8_000;
const RECONNECT_MS = 16_000;
const NEEDS_TAP_MS = 30_000;
const WATCH_MS = 1_000;
/** Looking that late, the page itself has slept: what the strap said meanwhile comes now. */
const SLEPT_MS = 5_000;
/** A step of GATT that takes longer will not end. */
const GATT_PATIENCE_MS = 20_000;

/** What has once sent its heart rate has the service, whatever a radio reads in the moment of a loss. */
const haveSent = new WeakSet<BluetoothDevice>();

export function hasBluetooth(): boolean {
  return 'bluetooth' in navigator;
}

/** Whether there is a Bluetooth to speak of; true where the browser does not say. */
async function hasAdapter(): Promise<boolean> {
  try {
    return await navigator.bluetooth.getAvailability();
  } catch {
    return true;
  }
}

export type Choice =
  | { readonly device: BluetoothDevice }
  | { readonly trouble: 'no_adapter' | 'strap_refused' }
  | null;

/**
 * Asks for a strap; needs a user gesture. `any`: also devices that do not advertise the heart-rate service, as many watches
 * do not. Null when the person closed the chooser.
 */
export async function chooseStrap(any = false): Promise<Choice> {
  const optionalServices = ['heart_rate', 'battery_service'];
  try {
    const device = await navigator.bluetooth.requestDevice(
      any
        ? { acceptAllDevices: true, optionalServices }
        : { filters: [{ services: ['heart_rate'] }], optionalServices },
    );
    return { device };
  } catch (error) {
    // Switched off or absent is told by the same error as a closed chooser.
    if (!(await hasAdapter())) return { trouble: 'no_adapter' };
    return error instanceof DOMException && error.name === 'NotFoundError'
      ? null
      : { trouble: 'strap_refused' };
  }
}

/** The strap of before a reload, where the browser remembers permissions; else null and the chooser must be shown. */
export async function knownStrap(name: string | null): Promise<BluetoothDevice | null> {
  if (!hasBluetooth() || typeof navigator.bluetooth.getDevices !== 'function') return null;
  const devices = await navigator.bluetooth.getDevices().catch(() => []);
  return devices.find((device) => device.name === name) ?? null;
}

/**
 * Keeps a chosen strap connected: after a loss it discovers everything again, since every GATT object is dead then, at
 * 0, 1, 2, 4, 8, 15, 30 s … for ten minutes, and after that asks for a tap. Needs no new gesture. A strap that is
 * connected and silent is listened to again, then connected again, then asked for.
 */
export function connectStrap(device: BluetoothDevice, events: StrapEvents): Strap {
  let closed = false;
  // Asked again after every wait: others may have closed meanwhile.
  const isClosed = (): boolean => closed;
  let attempt = 0;
  let lostAtMs = Date.now();
  let heardMs = performance.now();
  let lookedMs = heardMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempting: AbortController | null = null;
  let state: StrapState = 'connecting';
  let listening: Listening | null = null;
  let reconnected = false;
  /** The attempt that is listened to: one before it, which failed or was given up, may still hear each beat as well. */
  let currentAttempt = 0;
  const become = (next: StrapState): void => {
    if (next !== state) events.onState(next);
    state = next;
  };
  const onPacket = (packet: StrapPacket): void => {
    heardMs = performance.now();
    haveSent.add(device);
    reconnected = false;
    become('connected');
    events.onPacket(packet);
  };

  const attach = async (): Promise<void> => {
    if (isClosed() || attempting !== null || listening !== null) return;
    const { signal } = (attempting = new AbortController());
    const own = ++currentAttempt;
    try {
      const found = await inTime(
        listen(device, (packet) => {
          if (own === currentAttempt && !isClosed()) onPacket(packet);
        }),
        signal,
      );
      if (isClosed()) {
        found.forget();
        device.gatt?.disconnect();
        return;
      }
      signal.throwIfAborted();
      listening = found;
      attempt = 0;
      if (!reconnected) {
        heardMs = performance.now();
        become('connected');
      }
    } catch (error) {
      // Twice, since what a radio has just found it may not have read yet.
      const isMissing =
        !haveSent.has(device) &&
        attempt > 0 &&
        error instanceof DOMException &&
        error.name === 'NotFoundError';
      if (isMissing) become('no_heart_rate');
      else retry();
    } finally {
      attempting = null;
    }
  };
  const retry = (): void => {
    if (isClosed()) return;
    if (Date.now() - lostAtMs > GIVE_UP_MS) {
      become('needs_tap');
      return;
    }
    const waitMs = WAITS_MS[Math.min(attempt++, WAITS_MS.length - 1)]!;
    clearTimeout(timer);
    timer = setTimeout(() => void attach(), waitMs);
  };
  const lost = (): void => {
    listening?.forget();
    listening = null;
    if (isClosed() || state === 'needs_tap' || state === 'no_heart_rate') return;
    if (!reconnected) become('lost');
    if (attempting !== null) {
      // What it finds is of a connection that is gone: it has failed, whether the browser says so or is silent.
      attempting.abort(new Error('the device was lost meanwhile'));
      return;
    }
    lostAtMs = Date.now();
    attempt = 0;
    retry();
  };
  const watch = (): void => {
    const nowMs = performance.now();
    if (nowMs - lookedMs > SLEPT_MS) heardMs = nowMs;
    lookedMs = nowMs;
    const silentMs = nowMs - heardMs;
    if (listening === null || silentMs < SILENT_MS) return;
    if (silentMs > NEEDS_TAP_MS && reconnected) {
      become('needs_tap');
      // A connected strap does not advertise: it could not be chosen again.
      device.gatt?.disconnect();
    } else if (state === 'connected') {
      become('silent');
      void listening.again().catch(() => undefined);
    } else if (silentMs > RECONNECT_MS && !reconnected) {
      reconnected = true;
      device.gatt?.disconnect();
    }
  };

  device.addEventListener('gattserverdisconnected', lost);
  const watchdog = setInterval(watch, WATCH_MS);
  events.onState('connecting');
  void attach();
  return {
    name: device.name ?? null,
    close() {
      closed = true;
      clearTimeout(timer);
      clearInterval(watchdog);
      device.removeEventListener('gattserverdisconnected', lost);
      listening?.forget();
      device.gatt?.disconnect();
    },
  };
}

interface Listening {
  /** Ends the subscription and makes it again. */
  again(): Promise<void>;
  forget(): void;
}

async function listen(device: BluetoothDevice, onPacket: (packet: StrapPacket) => void): Promise<Listening> {
  if (device.gatt === undefined) throw new Error('the device has no GATT server');
  const server = await device.gatt.connect();
  const service = await server.getPrimaryService('heart_rate');
  const characteristic = await service.getCharacteristic('heart_rate_measurement');
  const heard = (): void => {
    const { value } = characteristic;
    // An empty one is told by some stacks as they connect: no measurement is that short.
    if (value === undefined || value.byteLength === 0) return;
    // A copy: the view's buffer belongs to the browser, and its offset must be respected.
    const bytes = new Uint8Array(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength));
    onPacket({ bytes, mono: performance.now(), wall: Date.now() });
  };
  // Before startNotifications: the first packet may arrive with its answer.
  characteristic.addEventListener('characteristicvaluechanged', heard);
  await characteristic.startNotifications();
  return {
    async again() {
      await characteristic.stopNotifications();
      await characteristic.startNotifications();
    },
    forget: () => characteristic.removeEventListener('characteristicvaluechanged', heard),
  };
}

function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    const timer = setTimeout(() => reject(new Error('the device does not answer')), GATT_PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
