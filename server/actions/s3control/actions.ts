import type { ActionDeclaration } from '../action.ts';
import { blockPublicAccessOfAccount } from './block-public-access.ts';

export const s3controlActions: readonly ActionDeclaration[] = [blockPublicAccessOfAccount];
