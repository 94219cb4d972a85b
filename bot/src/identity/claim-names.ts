/** Which claim of a token says what. */
export interface ClaimNames {
  readonly name: string;
  readonly level: string;
  readonly role: string;
  readonly timeZone: string;
  readonly groups: string;
  /** Who is in this group is an operator, unless the role claim says something else. */
  readonly operatorGroup: string | undefined;
}

/** The claims that are read where no setting names others. */
export const STANDARD_CLAIMS: ClaimNames = {
  name: 'name',
  level: 'level',
  role: 'role',
  timeZone: 'zoneinfo',
  groups: 'groups',
  operatorGroup: undefined,
};
