/** Paths of the leaves in which two answers differ; items of lists go by what names them, else by their place. */
export function changedPaths(before: unknown, after: unknown, path = ''): string[] {
  if (isObject(before) && isObject(after)) {
    const [left, right] = [entriesOf(before), entriesOf(after)];
    return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
      changedPaths(left.get(key), right.get(key), path === '' ? key : `${path}.${key}`),
    );
  }
  return Object.is(before, after) ? [] : [path];
}

const NAMES = ['id', 'sessionId', 'rule', 'localDate', 'date', 'maxHeartRateDelta'];

function entriesOf(value: object): Map<string, unknown> {
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const entries = new Map<string, unknown>();
  value.forEach((item: unknown, index) => {
    const own = isObject(item) ? new Map<string, unknown>(Object.entries(item)) : new Map<string, unknown>();
    const name = NAMES.flatMap((key) => (own.has(key) ? [String(own.get(key))] : [])).join(' ');
    entries.set(name === '' || entries.has(name) ? String(index) : name, item);
  });
  return entries;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
