import type { PrescriptionContent } from '../../../domain/prescription/prescription.ts';

/** What the parts of the form are given: the draft, a way to change one value by its path, which paths are at fault, and when. */
export interface FormPart {
  readonly content: PrescriptionContent;
  readonly change: (path: string, value: unknown) => void;
  readonly isFaulty: (path: string) => boolean;
  /** What is said at the field of this path, of which one is so many of the draft's; empty where nothing is. */
  readonly faultOf: (path: string, scale?: number) => string;
  /** For the `blur` of the field at this path: from then on its faults are told. */
  readonly leaving: (path: string) => (event: FocusEvent) => void;
}
