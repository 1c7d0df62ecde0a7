import { useEffect, useState } from 'preact/hooks';
import { DEFAULT_PRESCRIPTION } from '../../../domain/prescription/default-prescription.ts';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import { getJson } from '../../api/api-client.ts';
import type { PrescriptionJson } from '../../api/contract.ts';
import { asPrescription } from '../../shell/athlete.ts';
import type { WallRunner } from './wall-runner.ts';

/** What names and colours a runner's bands: asked for where they are not the article's, and may be read. */
export function useBandNames({ athleteId, coach }: WallRunner): Prescription {
  const [own, setOwn] = useState<Prescription | null>(null);
  const ids = Object.keys(coach.seconds);
  const areArticles = ids.every((id) => DEFAULT_PRESCRIPTION.bands.some((band) => band.id === id));
  useEffect(() => {
    if (areArticles) return;
    getJson<PrescriptionJson>(`/v1/athletes/${athleteId}/athlete/prescriptions/current`).then(
      (value) => setOwn(asPrescription(value)[0] ?? null),
      // Who may see the pulse alone sees the ids of the bands.
      () => undefined,
    );
  }, [athleteId, coach.session, areArticles]);
  return own ?? DEFAULT_PRESCRIPTION;
}
