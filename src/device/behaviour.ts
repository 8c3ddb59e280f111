/** One thing in which devices differ, with its values by name. */
export interface Behaviour {
  readonly meaning: string;
  /** What each value means. */
  readonly values: Readonly<Record<string, string>>;
  /** The first version that behaves so, by value, where it is known. */
  readonly since?: Readonly<Record<string, string>>;
  /** The last version that behaved so. */
  readonly until?: Readonly<Record<string, string>>;
  /** Where the fact is from: measured, read, or what the specification says, and what in it is our reading. */
  readonly source: string;
}

/** A group of behaviours, each under its name. */
export type BehaviourGroup = Readonly<Record<string, Behaviour>>;
