import type { ActionDeclaration } from './action.ts';
import { s3Actions } from './s3/actions.ts';

/** Every action that CloudCoreo knows. */
const declared: readonly ActionDeclaration[] = [...s3Actions];

export const actionKinds: ReadonlyMap<string, ActionDeclaration> = new Map(declared.map((kind) => [kind.id, kind]));
