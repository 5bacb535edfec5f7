import type { ActionDeclaration } from '../action.ts';
import { removePublicPermissions } from './remove-public-permissions.ts';

export const lambdaActions: readonly ActionDeclaration[] = [removePublicPermissions];
