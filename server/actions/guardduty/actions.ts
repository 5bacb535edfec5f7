import type { ActionDeclaration } from '../action.ts';
import { enableInRegion } from './enable-in-region.ts';

export const guarddutyActions: readonly ActionDeclaration[] = [enableInRegion];
