import { z } from 'zod';
import type { Target } from '../action.ts';

/** The tags that an action is about, each with its value, or `null` where there is none. Others are none of its business. */
export type Tags = Record<string, string | null>;

interface Tag {
  Key?: string | undefined;
  Value?: string | undefined;
}

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html#tag-conventions */
const key = z
  .string()
  .regex(
    /^(?![aA][wW][sS]:)(?!cloudcoreo:protected)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
    'A key has up to 128 letters, digits, spaces and _.:/=+-@, and begins with neither aws: nor cloudcoreo:protected.',
  );
const value = z
  .string()
  .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u, 'A value has up to 256 letters, digits, spaces and _.:/=+-@.');

export const setParameters = z.object({
  tags: z
    .record(key, value)
    .refine((tags) => Object.keys(tags).length >= 1 && Object.keys(tags).length <= 50, 'Give 1 to 50 tags.')
    .describe('The tags to set: keys and values. Tags with other keys stay as they are.'),
});

export const removeParameters = z.object({
  keys: z.array(key).min(1).max(50).describe('The keys of the tags to remove. Other tags stay as they are.'),
});

export type SetParameters = z.infer<typeof setParameters>;
export type RemoveParameters = z.infer<typeof removeParameters>;

export function keysOf(parameters: SetParameters | RemoveParameters): string[] {
  return 'tags' in parameters ? Object.keys(parameters.tags) : parameters.keys;
}

export function pickTags(tags: readonly Tag[], keys: readonly string[]): Tags {
  const values = new Map(tags.map(({ Key, Value }) => [Key, Value ?? '']));
  return Object.fromEntries(keys.map((one) => [one, values.get(one) ?? null]));
}

/** Refuses where AWS does not show a tag that the last scan saw: what is changed then could not be put back. */
export function wantTags(now: Tags, wanted: Tags, { name, tags }: Target): { to: Tags } | { refused: string } {
  const unseen = Object.keys(wanted).find((one) => now[one] === null && Object.hasOwn(tags, one));
  return unseen === undefined
    ? { to: { ...now, ...wanted } }
    : {
        refused: `AWS does not show the tag ${unseen} that ${name} had when it was scanned. Scan it, then plan it again.`,
      };
}

/** None of them. */
export function noTags(keys: readonly string[]): Tags {
  return Object.fromEntries(keys.map((one) => [one, null]));
}

/** What is to be set, and which keys are to be removed, to get from one state to the other. */
export function difference(change: { from: Tags | null; to: Tags | null }): {
  set: Record<string, string>;
  removed: string[];
} {
  const changed = Object.entries(change.to ?? {}).filter(([one, to]) => to !== (change.from?.[one] ?? null));
  return {
    set: Object.fromEntries(changed.filter((entry): entry is [string, string] => entry[1] !== null)),
    removed: changed.filter(([, to]) => to === null).map(([one]) => one),
  };
}

export function whatTagsMean(_: unknown, { name }: Target): string[] {
  return [
    `Tags may decide who may use ${name}, whether it is backed up, stopped at night or deployed to, and who pays for it.`,
    'Where a tool keeps the tags, as Terraform or CloudFormation do, it sets them back when it runs next.',
  ];
}
