import type { ActionDeclaration } from '../action.ts';
import { rotateSecret } from './secret-rotate.ts';

export const secretsmanagerActions: readonly ActionDeclaration[] = [rotateSecret];
