import type { ActionDeclaration } from '../action.ts';
import { keepLogsLonger } from './keep-longer.ts';

export const logsActions: readonly ActionDeclaration[] = [keepLogsLonger];
