import type { Title } from '../../adapters/wire/messages/page-names.ts';
import { DEFAULT_PRESCRIPTION } from '../../domain/prescription/default-prescription.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { Words } from '../../domain/words.ts';
import { prescriptionInForce } from '../shell/athlete.ts';
import { locale, words } from './language.ts';

/** By the person who named it, else by the catalogue, else by its id. */
export function nameOf(id: string, prescription: Prescription = prescriptionInForce()): Title {
  const catalogue = words.value.targets[id];
  const given = nameIn(prescription, id);
  if (given === null || isOf(DEFAULT_PRESCRIPTION, id, given)) {
    return catalogue ?? { title: given?.[locale.value] ?? id, subtitle: '' };
  }
  return { title: given[locale.value], subtitle: '' };
}

function nameIn({ targets, bands }: Prescription, id: string): Words | null {
  return (targets.find((each) => each.id === id) ?? bands.find((each) => each.id === id))?.name ?? null;
}

function isOf(prescription: Prescription, id: string, { da, en }: Words): boolean {
  const name = nameIn(prescription, id);
  return name !== null && name.da === da && name.en === en;
}
