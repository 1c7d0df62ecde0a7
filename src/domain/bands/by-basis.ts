import type { Prescription, Target } from '../prescription/prescription.ts';
import type { HeartBasis } from './heart-basis.ts';

type ByTarget<T extends Target, Result> = (
  prescription: Pick<Prescription, 'bands'>,
  target: T,
  basis: HeartBasis,
) => Result;

/**
 * Keeps what is worked out of a target under a basis for as long as both are there. A week is judged under some ten bases,
 * and asks for the same on each date and of each session.
 */
export function byBasis<T extends Target, Result>(work: ByTarget<T, Result>): ByTarget<T, Result> {
  const known = new WeakMap<HeartBasis, WeakMap<T, { readonly bands: object; readonly result: Result }>>();
  return (prescription, target, basis) => {
    let ofBasis = known.get(basis);
    if (ofBasis === undefined) known.set(basis, (ofBasis = new WeakMap()));
    const found = ofBasis.get(target);
    if (found?.bands === prescription.bands) return found.result;
    const result = work(prescription, target, basis);
    ofBasis.set(target, { bands: prescription.bands, result });
    return result;
  };
}
