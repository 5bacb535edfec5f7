import { usageProblem } from './problem.ts';

/** What a scan is limited to. */
export const choiceOptions = {
  regions: {
    type: 'string',
    value: '<name,…>',
    description: 'Only these regions; services without regions are read as well',
  },
  services: {
    type: 'string',
    value: '<name,…>',
    description: 'Only these services, as GET /api/v1/services names them',
  },
} as const;

export interface Choice {
  regions: string[] | null;
  services: string[] | null;
}

/** What was not given, or is `all`, is not limited. */
export function readChoice({ regions, services }: { regions?: string; services?: string }): Choice {
  return { regions: readNames('--regions', regions), services: readNames('--services', services) };
}

function readNames(option: string, given: string | undefined): string[] | null {
  if (given === undefined || given === 'all') return null;
  const names = given
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0)
    throw usageProblem(`${option} names nothing.`, 'Give names with commas between them, or “all”.');
  return names;
}
