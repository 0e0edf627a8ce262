/**
 * What reading one line may cost. A budget that is used up makes the line one that is not
 * understood, and whose text is judged: nothing in it is skipped.
 */
export interface ReadingBudget {
  /** Simple commands that are still taken, over all scripts in scripts. */
  commands: number;
  /** Nodes of syntax that are still visited. */
  nodes: number;
  /** Substitutions within substitutions: the parser reads each anew, to its end. */
  readonly nesting: number;
}

/** More words than people and agents give to one command. */
export const MAX_COMMAND_WORDS = 512;

/** More than any real line has; 100 commands under 75 rules take some ten milliseconds. */
export function fullBudget(): ReadingBudget {
  return { commands: 100, nodes: 10_000, nesting: 24 };
}
