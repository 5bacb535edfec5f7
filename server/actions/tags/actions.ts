import type { ActionDeclaration } from '../action.ts';
import { removeTagsOfAsset, setTagsOfAsset } from './asset-tags.ts';
import { removeTagsOfIdentity, setTagsOfIdentity } from './identity-tags.ts';

export const tagActions: readonly ActionDeclaration[] = [
  setTagsOfAsset,
  removeTagsOfAsset,
  setTagsOfIdentity,
  removeTagsOfIdentity,
];
