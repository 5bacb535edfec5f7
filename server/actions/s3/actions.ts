import type { ActionDeclaration } from '../action.ts';
import { blockPublicAccessOfBucket } from './block-public-access.ts';

export const s3Actions: readonly ActionDeclaration[] = [blockPublicAccessOfBucket];
