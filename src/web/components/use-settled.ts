import { useEffect, useState } from 'preact/hooks';

/** Long enough for the next key of who types, short enough to feel at once. */
const SETTLES_MS = 250;

/** What a value is once nobody has changed it for a moment: for what costs a request. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLES_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
