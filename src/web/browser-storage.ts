/** What a browser that keeps nothing (site data blocked, or no room) is asked to keep: there until the page is left. */
const untilLeft = new Map<string, string>();

/** What this browser keeps under a key; null for nothing. Never throws. */
export function recall(key: string): string | null {
  try {
    return untilLeft.get(key) ?? localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** What `keep` was given as JSON; null for nothing, and for what is not JSON. Never throws. */
export function recallJson(key: string): unknown {
  try {
    return JSON.parse(recall(key) ?? 'null');
  } catch {
    return null;
  }
}

/** Keeps a text for the next visit, or as long as the page is open where the browser keeps nothing. Never throws. */
export function keep(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
    untilLeft.delete(key);
  } catch {
    untilLeft.set(key, text);
  }
}

/** Never throws. */
export function forget(key: string): void {
  untilLeft.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Where nothing is kept, nothing is left.
  }
}

/** Nothing stays under any key. Never throws. */
export function forgetAll(): void {
  untilLeft.clear();
  try {
    localStorage.clear();
  } catch {
    // Where nothing is kept, nothing is left.
  }
}
