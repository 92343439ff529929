/**
 * A process, as it names itself for others to look for. `start`: when it began, in a form that no later process of the
 * same number shares; null where the system does not say. `place`: where its number means something; null: unknown,
 * taken for here.
 */
export interface NamedProcess {
  pid: number;
  start: string | null;
  place: string | null;
}
