import type { ActionDeclaration } from '../action.ts';
import { makeTagsImmutable } from './make-tags-immutable.ts';
import { scanOnPush } from './scan-on-push.ts';

export const ecrActions: readonly ActionDeclaration[] = [scanOnPush, makeTagsImmutable];
