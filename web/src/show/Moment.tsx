import { relativeTime } from './moment.model.ts';

/** A moment, relative to now, with the exact one on hover and for screen readers. */
export function Moment({ at }: { at: string | null }) {
  if (at === null) return '—';
  const moment = new Date(at);
  return (
    <time dateTime={at} title={moment.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' })}>
      {relativeTime(moment, new Date())}
    </time>
  );
}
