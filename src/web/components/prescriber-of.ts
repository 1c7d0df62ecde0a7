import type { Prescription } from '../../domain/prescription/prescription.ts';
import { words } from '../language/language.ts';

/** By name and clinic of then; the oldest tell neither. */
export function prescriberOf({ author }: Prescription): string {
  const { name = '', clinic = '' } = author === 'default' ? {} : author;
  const said = [name, clinic].filter((each) => each !== '').join(', ');
  return said === '' ? words.value.clinicDesk.decline.somebody : said;
}
