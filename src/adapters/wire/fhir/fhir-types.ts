/** The parts of FHIR R4 that a weekly report uses; names and cardinalities are those of the standard. */

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

export interface CodeableConcept {
  readonly coding?: readonly Coding[];
  readonly text?: string;
}

export interface Quantity {
  readonly value: number;
  readonly unit: string;
  readonly system: typeof UCUM;
  readonly code: string;
}

/** A value, or the reason why there is none. */
export type Value =
  | { readonly valueQuantity: Quantity }
  | { readonly valueCodeableConcept: CodeableConcept }
  | { readonly valueString: string }
  | { readonly dataAbsentReason: CodeableConcept };

export type Component = Value & { readonly code: CodeableConcept };

export interface Reference {
  readonly reference: string;
}

export interface Patient {
  readonly resourceType: 'Patient';
  readonly id: string;
  readonly name: readonly { readonly text: string }[];
  readonly birthDate?: string;
}

export interface Period {
  readonly start: string;
  readonly end: string;
}

export type Observation = Partial<Value> & {
  readonly resourceType: 'Observation';
  readonly id: string;
  readonly status: 'final' | 'preliminary';
  readonly category: readonly CodeableConcept[];
  readonly code: CodeableConcept;
  readonly subject: Reference;
  readonly effectivePeriod?: Period;
  readonly effectiveDateTime?: string;
  readonly hasMember?: readonly Reference[];
  readonly component?: readonly Component[];
  readonly method?: CodeableConcept;
  readonly note?: readonly { readonly text: string }[];
};

export interface DiagnosticReport {
  readonly resourceType: 'DiagnosticReport';
  readonly id: string;
  readonly status: 'final' | 'preliminary';
  readonly category: readonly CodeableConcept[];
  readonly code: CodeableConcept;
  readonly subject: Reference;
  readonly effectivePeriod: Period;
  readonly issued: string;
  readonly result: readonly Reference[];
  readonly conclusion: string;
  readonly presentedForm: readonly {
    readonly contentType: string;
    readonly language: string;
    readonly title: string;
    readonly data: string;
  }[];
}

export interface Bundle {
  readonly resourceType: 'Bundle';
  readonly id: string;
  readonly type: 'collection';
  readonly timestamp: string;
  readonly entry: readonly {
    readonly fullUrl: string;
    readonly resource: Patient | Observation | DiagnosticReport;
  }[];
}

export const UCUM = 'http://unitsofmeasure.org';
export const LOINC = 'http://loinc.org';
/** Codes of the HL7 physical-activity guide that no terminology has yet. */
export const PHYSICAL_ACTIVITY = 'http://hl7.org/fhir/us/physical-activity/CodeSystem/pa-temporary-codes';
/** Codes of our own: what no public system has a word for. */
export const OWN = 'urn:zone-coach';
