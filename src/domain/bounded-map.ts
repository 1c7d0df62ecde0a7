/**
 * A map that forgets what was set the longest ago when it is full. Setting a key again makes it the newest, so a caller
 * that sets what it reads keeps the most recently used.
 */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  readonly #capacity: number;

  constructor(capacity: number) {
    super();
    this.#capacity = capacity;
  }

  override set(key: Key, value: Value): this {
    this.delete(key);
    if (this.size >= this.#capacity) {
      for (const oldest of this.keys()) {
        this.delete(oldest);
        break;
      }
    }
    return super.set(key, value);
  }
}
