import { useMemo } from 'react';
import { AwsText } from '../../show/AwsText.tsx';
import { type DifferenceLine, differenceLines, type FieldChange, missingSides } from './difference.model.ts';

const words: Record<DifferenceLine['kind'], { mark: string; spoken: string }> = {
  removed: { mark: '−', spoken: 'before: ' },
  added: { mark: '+', spoken: 'after: ' },
  same: { mark: ' ', spoken: '' },
  skipped: { mark: '⋯', spoken: '' },
};

/** What a field was and what it is, line by line. */
export function Difference({ change }: { change: FieldChange }) {
  const lines = useMemo(() => differenceLines(change).map((line, place) => ({ ...line, place })), [change]);
  return (
    <div className="difference">
      <div className="difference-path">
        <AwsText>{change.path === '' ? 'The document' : change.path}</AwsText>
        {missingSides(change).map((note) => (
          <span key={note} className="difference-note">
            {note}
          </span>
        ))}
      </div>
      <pre>
        {lines.map(({ kind, text, place }) => (
          <Line key={place} kind={kind} text={text} />
        ))}
      </pre>
    </div>
  );
}

function Line({ kind, text }: DifferenceLine) {
  const { mark, spoken } = words[kind];
  const Element = kind === 'removed' ? 'del' : kind === 'added' ? 'ins' : 'span';
  return (
    <Element className={`difference-line is-${kind}`}>
      <span className="difference-mark" aria-hidden="true">
        {mark}
      </span>
      {spoken !== '' && <span className="for-screen-readers">{spoken}</span>}
      <bdi>{text}</bdi>
      {'\n'}
    </Element>
  );
}
