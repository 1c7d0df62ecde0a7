/** `admin`: members and templates. `coach`: athletes who gave the clinic a grant. */
export type ClinicRole = 'admin' | 'coach';

export interface Clinic {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  /** Of its members (U4). */
  readonly requiresTwoFactor: boolean;
}

/** It demands no second factor yet. */
export type NewClinic = Omit<Clinic, 'requiresTwoFactor'>;

export interface ClinicMember {
  readonly userId: string;
  readonly name: string;
  readonly role: ClinicRole;
  readonly sinceMs: number;
  readonly hasTwoFactor: boolean;
}

/** A role of one person in one clinic; `membershipId` ends with it. */
export interface Membership {
  readonly membershipId: string;
  readonly clinicId: string;
  readonly clinicName: string;
  readonly role: ClinicRole;
  readonly requiresTwoFactor: boolean;
}

export interface ClinicStore {
  /** The clinic with its first member. */
  create(clinic: NewClinic, admin: { userId: string; membershipId: string }): Promise<void>;
  /** The demo clinic with its simulated athletes; false where there is one. */
  createDemo(
    clinic: NewClinic,
    admin: { userId: string; membershipId: string },
    athleteIds: readonly string[],
  ): Promise<boolean>;
  findDemo(): Promise<{ clinicId: string; athleteIds: readonly string[] } | null>;
  find(id: string): Promise<Clinic | null>;
  /** Of the whole installation, by name: for its operator only. */
  list(): Promise<readonly Clinic[]>;
  rename(id: string, name: string): Promise<boolean>;
  /** Whether members need a second factor. What those without one have open ends when they do. */
  setRequiresTwoFactor(id: string, requiresTwoFactor: boolean): Promise<void>;
  remove(id: string): Promise<boolean>;
  /** What a person is in which clinics, by the clinic's name. */
  listMemberships(userId: string): Promise<readonly Membership[]>;
  /** By name; one entry per role. */
  listMembers(clinicId: string): Promise<readonly ClinicMember[]>;
  /** Changes nothing where the person has the role. */
  addMember(
    clinicId: string,
    member: { userId: string; role: ClinicRole; membershipId: string; atMs: number },
  ): Promise<void>;
  /** The person has these roles and no other; none removes them. False where a clinic would be left without an admin. */
  setRoles(
    clinicId: string,
    userId: string,
    roles: readonly { role: ClinicRole; membershipId: string }[],
    atMs: number,
  ): Promise<boolean>;
}
