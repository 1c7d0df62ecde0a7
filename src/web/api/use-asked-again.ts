import { useEffect } from 'preact/hooks';
import type { Resource } from './resource.ts';

/** What others add to while it is on the screen: asked for again and again, and as soon as somebody looks at it again. */
export function useAskedAgain<T>(resource: Resource<T>, everyMs: number): Resource<T> {
  const { state, reload } = resource;
  useEffect(() => {
    if (state !== 'ready') return undefined;
    const ask = (): void => {
      if (document.visibilityState === 'visible') reload();
    };
    const timer = setInterval(ask, everyMs);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [state]);
  return resource;
}
