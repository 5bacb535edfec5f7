import type { ActionDeclaration } from '../action.ts';
import { createAnalyzer } from './create-analyzer.ts';

export const accessanalyzerActions: readonly ActionDeclaration[] = [createAnalyzer];
