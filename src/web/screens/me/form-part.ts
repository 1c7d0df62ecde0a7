import type { PrescriptionContent } from '../../../domain/prescription/prescription.ts';

/** What the parts of the form are given: the draft, a way to change one value by its path, and which paths are at fault. */
export interface FormPart {
  readonly content: PrescriptionContent;
  readonly change: (path: string, value: unknown) => void;
  readonly isFaulty: (path: string) => boolean;
}
