/** One notification: the bytes of 0x2A37 and the two clocks at the moment they arrived. */
export interface StrapPacket {
  readonly bytes: Uint8Array;
  readonly mono: number;
  readonly wall: number;
}

export interface StrapEvents {
  onPacket(packet: StrapPacket): void;
  onState(state: 'connecting' | 'connected' | 'lost' | 'needs_tap'): void;
}

export interface Strap {
  readonly name: string | null;
  /** Ends the connection for good. */
  close(): void;
}

const WAITS_MS = [0, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
const GIVE_UP_MS = 600_000;

export function hasBluetooth(): boolean {
  return 'bluetooth' in navigator;
}

/** Asks for a strap; needs a user gesture. Null when the person closed the chooser. */
export async function chooseStrap(): Promise<BluetoothDevice | null> {
  try {
    return await navigator.bluetooth.requestDevice({
      filters: [{ services: ['heart_rate'] }],
      optionalServices: ['battery_service'],
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
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
 * 0, 1, 2, 4, 8, 15, 30 s … for ten minutes, and after that asks for a tap. Needs no new gesture.
 */
export function connectStrap(device: BluetoothDevice, events: StrapEvents): Strap {
  let closed = false;
  // Asked anew after every wait: others may have closed meanwhile.
  const isClosed = (): boolean => closed;
  let attempt = 0;
  let lostAtMs = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;

  const attach = async (): Promise<void> => {
    if (isClosed() || busy) return;
    busy = true;
    try {
      await listen(device, events);
      attempt = 0;
      if (isClosed()) device.gatt?.disconnect();
      else events.onState('connected');
    } catch {
      retry();
    } finally {
      busy = false;
    }
  };
  const retry = (): void => {
    if (isClosed()) return;
    if (Date.now() - lostAtMs > GIVE_UP_MS) {
      events.onState('needs_tap');
      return;
    }
    const waitMs = WAITS_MS[Math.min(attempt++, WAITS_MS.length - 1)]!;
    timer = setTimeout(() => void attach(), waitMs);
  };
  const lost = (): void => {
    if (isClosed()) return;
    lostAtMs = Date.now();
    attempt = 0;
    events.onState('lost');
    retry();
  };

  device.addEventListener('gattserverdisconnected', lost);
  events.onState('connecting');
  void attach();
  return {
    name: device.name ?? null,
    close() {
      closed = true;
      clearTimeout(timer);
      device.removeEventListener('gattserverdisconnected', lost);
      device.gatt?.disconnect();
    },
  };
}

async function listen(device: BluetoothDevice, events: StrapEvents): Promise<void> {
  if (device.gatt === undefined) throw new Error('the device has no GATT server');
  const server = await device.gatt.connect();
  const service = await server.getPrimaryService('heart_rate');
  const characteristic = await service.getCharacteristic('heart_rate_measurement');
  // Before startNotifications: the first packet may arrive with its answer.
  characteristic.addEventListener('characteristicvaluechanged', () => {
    const { value } = characteristic;
    if (value === undefined) return;
    // A copy: the view's buffer belongs to the browser, and its offset must be respected.
    const bytes = new Uint8Array(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength));
    events.onPacket({ bytes, mono: performance.now(), wall: Date.now() });
  });
  await characteristic.startNotifications();
}
