export type InvitedAs = 'athlete' | 'coach' | 'clinic_admin';

export interface Invitation {
  readonly id: string;
  readonly as: InvitedAs;
  readonly clinicId: string | null;
  readonly email: string | null;
  /** Null: made on the machine's command line. */
  readonly createdBy: string | null;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly acceptedAtMs: number | null;
  readonly revokedAtMs: number | null;
}

export interface InvitationStore {
  add(invitation: Invitation, tokenHash: Uint8Array): Promise<void>;
  /** Those that a person made, those of the clinics and, where asked for, those of the command line; newest first. */
  list(by: {
    userId: string;
    clinicIds: readonly string[];
    commandLine: boolean;
  }): Promise<readonly Invitation[]>;
  find(id: string): Promise<Invitation | null>;
  /** One that can still be accepted. */
  findOpen(tokenHash: Uint8Array, nowMs: number): Promise<Invitation | null>;
  /** Uses it up, and its address is forgotten; false when somebody else just has. */
  take(id: string, nowMs: number): Promise<boolean>;
  /** Makes it open again, where what it was taken for did not come about. */
  giveBack(invitation: Pick<Invitation, 'id' | 'email'>): Promise<void>;
  /** Its address is forgotten too. False when it was used or revoked before. */
  revoke(id: string, atMs: number): Promise<boolean>;
  /** Forgets the addresses of those that ran out 30 days ago, of all clinics. */
  forgetOldAddresses(nowMs: number): Promise<void>;
}
