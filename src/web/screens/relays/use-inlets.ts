import { getJson } from '../../api/api-client.ts';
import type { InletJson, Items } from '../../api/contract.ts';
import { type Resource, useResource } from '../../api/resource.ts';
import { useAskedAgain } from '../../api/use-asked-again.ts';

const EVERY_MS = 1_500;

/** The athlete's inlets with what was last seen of each. */
export function useInlets(): Resource<Items<InletJson>> {
  return useAskedAgain(
    useResource('inlets', () => getJson<Items<InletJson>>('/v1/inlets')),
    EVERY_MS,
  );
}
