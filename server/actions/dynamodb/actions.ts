import type { ActionDeclaration } from '../action.ts';
import { keepPointsInTimeOfTable } from './table-keep-points-in-time.ts';
import { protectTableFromDeletion } from './table-protect-from-deletion.ts';

export const dynamodbActions: readonly ActionDeclaration[] = [keepPointsInTimeOfTable, protectTableFromDeletion];
