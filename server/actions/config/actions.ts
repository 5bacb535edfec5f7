import type { ActionDeclaration } from '../action.ts';
import { recordInRegion } from './record-in-region.ts';

export const configActions: readonly ActionDeclaration[] = [recordInRegion];
