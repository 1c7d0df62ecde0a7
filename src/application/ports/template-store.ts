/** A clinic's named prescription (R6). */
export interface Template<Content = unknown> {
  readonly id: string;
  readonly name: string;
  readonly reason: string | null;
  /** What a prescription gives, without its date. */
  readonly content: Content;
  readonly createdAtMs: number;
}

export interface TemplateStore {
  add(clinicId: string, template: Template): Promise<void>;
  /** By name. */
  list(clinicId: string): Promise<readonly Template[]>;
  find(clinicId: string, id: string): Promise<Template | null>;
  remove(clinicId: string, id: string): Promise<boolean>;
}
