/** What the product knows of somebody who signs in. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Null where none was given: the account then has a made-up one. */
  readonly email: string | null;
  /** Runs the machine. */
  readonly isOperator: boolean;
  /** A second factor is set up (U4). */
  readonly hasTwoFactor: boolean;
  /** Has said that they don't train themself (U1). */
  readonly declinesTraining: boolean;
}

export interface PersonStore {
  find(userId: string): Promise<Person | null>;
  /** The first who runs the machine; null before anybody has signed in. */
  findOperatorId(): Promise<string | null>;
  declineTraining(userId: string): Promise<void>;
}
