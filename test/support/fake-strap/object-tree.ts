import dbus from 'dbus-next';
import type { Message as DBusMessage, MessageBus } from 'dbus-next';

export type Properties = Record<string, InstanceType<typeof dbus.Variant>>;
export type Interfaces = Record<string, Properties>;
export type Handler = (message: DBusMessage) => void | Promise<void>;

const PROPERTIES = 'org.freedesktop.DBus.Properties';
const OBJECT_MANAGER = 'org.freedesktop.DBus.ObjectManager';

export const variant = (signature: string, value: unknown): InstanceType<typeof dbus.Variant> =>
  new dbus.Variant(signature, value);

/** A tree of D-Bus objects with properties, announced as BlueZ announces its own; methods are handed to `handle`. */
export class ObjectTree {
  readonly #bus: MessageBus;
  readonly #objects = new Map<string, Interfaces>();
  readonly #handlers = new Map<string, Handler>();

  constructor(bus: MessageBus) {
    this.#bus = bus;
    bus.addMethodHandler((message: DBusMessage) => this.#answer(message));
  }

  /** `path` "*" answers for every path. */
  handle(path: string, method: string, handler: Handler): void {
    this.#handlers.set(`${path} ${method}`, handler);
  }

  add(path: string, interfaces: Interfaces): void {
    this.#objects.set(path, interfaces);
    this.#signal('/', OBJECT_MANAGER, 'InterfacesAdded', 'oa{sa{sv}}', [path, interfaces]);
  }

  remove(path: string): void {
    const interfaces = this.#objects.get(path);
    if (interfaces === undefined) return;
    this.#objects.delete(path);
    this.#signal('/', OBJECT_MANAGER, 'InterfacesRemoved', 'oas', [path, Object.keys(interfaces)]);
  }

  set(path: string, name: string, changes: Properties): void {
    const properties = this.#objects.get(path)?.[name];
    if (properties === undefined) return;
    Object.assign(properties, changes);
    this.#signal(path, PROPERTIES, 'PropertiesChanged', 'sa{sv}as', [name, changes, []]);
  }

  read(path: string, name: string, property: string): unknown {
    return this.#objects.get(path)?.[name]?.[property]?.value;
  }

  #signal(path: string, name: string, member: string, signature: string, body: unknown[]): void {
    this.#bus.send(dbus.Message.newSignal(path, name, member, signature, body));
  }

  #answer(message: DBusMessage): boolean {
    const reply = (signature = '', body: unknown[] = []): void => {
      this.#bus.send(dbus.Message.newMethodReturn(message, signature, body));
    };
    const refuse = (name: string, text: string): void => {
      // The library takes the message it answers; its types say a string.
      this.#bus.send(dbus.Message.newError(message as unknown as string, name, text));
    };
    if (message.interface === OBJECT_MANAGER && message.member === 'GetManagedObjects') {
      reply('a{oa{sa{sv}}}', [Object.fromEntries(this.#objects)]);
      return true;
    }
    if (message.interface === PROPERTIES) {
      this.#answerProperties(message, reply, refuse);
      return true;
    }
    const method = `${message.interface}.${message.member}`;
    const handler = this.#handlers.get(`${message.path} ${method}`) ?? this.#handlers.get(`* ${method}`);
    if (handler === undefined) return false;
    Promise.resolve(handler(message)).then(
      () => reply(),
      (error: unknown) => refuse('org.bluez.Error.Failed', String(error)),
    );
    return true;
  }

  #answerProperties(
    message: DBusMessage,
    reply: (signature?: string, body?: unknown[]) => void,
    refuse: (name: string, text: string) => void,
  ): void {
    // The signature of the standard interface: names first, for Set a variant after them.
    const [name, property, value] = message.body as [string, string, InstanceType<typeof dbus.Variant>];
    const { path } = message;
    const properties = this.#objects.get(path)?.[name];
    if (properties === undefined) refuse('org.freedesktop.DBus.Error.UnknownInterface', name);
    else if (message.member === 'GetAll') reply('a{sv}', [properties]);
    else if (message.member === 'Set') {
      this.set(path, name, { [property]: value });
      reply();
    } else if (properties[property] === undefined) refuse('org.freedesktop.DBus.Error.InvalidArgs', property);
    else reply('v', [properties[property]]);
  }
}
