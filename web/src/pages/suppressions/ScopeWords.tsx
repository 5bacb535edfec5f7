import type { SuppressionView } from '../../../../server/findings/api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { scopeWords } from './suppression.model.ts';

interface ScopeWordsProps {
  suppression: SuppressionView;
  /** The rules’ titles, by their IDs. */
  titles: ReadonlyMap<string, string>;
}

/** What a suppression is meant for, in words. */
export function ScopeWords({ suppression, titles }: ScopeWordsProps) {
  return scopeWords(suppression, titles).map(({ text, isForeign }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces have no other identity than their place
    isForeign ? <AwsText key={index}>{text}</AwsText> : <bdi key={index}>{text}</bdi>,
  );
}
