import type { ActionDeclaration } from '../action.ts';
import { removePublicStatementsOfQueue } from './remove-public-statements.ts';

export const sqsActions: readonly ActionDeclaration[] = [removePublicStatementsOfQueue];
