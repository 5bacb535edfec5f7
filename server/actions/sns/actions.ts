import type { ActionDeclaration } from '../action.ts';
import { removePublicStatementsOfTopic } from './remove-public-statements.ts';

export const snsActions: readonly ActionDeclaration[] = [removePublicStatementsOfTopic];
