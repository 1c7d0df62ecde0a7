import { useEffect } from 'preact/hooks';
import { getJson } from '../../api/api-client.ts';
import type { InletJson, Items } from '../../api/contract.ts';
import { type Resource, useResource } from '../../api/resource.ts';

const EVERY_MS = 1_500;

/** The athlete's inlets with what was last seen of each, asked for again and again while they are on the screen. */
export function useInlets(): Resource<Items<InletJson>> {
  const list = useResource('inlets', () => getJson<Items<InletJson>>('/v1/inlets'));
  useEffect(() => {
    if (list.state !== 'ready') return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') list.reload();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [list.state]);
  return list;
}
