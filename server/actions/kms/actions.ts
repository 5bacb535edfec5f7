import type { ActionDeclaration } from '../action.ts';
import { enableRotationOfKey } from './enable-rotation.ts';

export const kmsActions: readonly ActionDeclaration[] = [enableRotationOfKey];
