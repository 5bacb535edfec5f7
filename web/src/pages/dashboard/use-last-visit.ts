import { useEffect, useState } from 'react';
import { useMe } from '../../access/session.tsx';
import { storedValue } from '../../app/stored-value.ts';
import { readVisit, type Visit, visitAt } from './visit.model.ts';

const minute = 60_000;

/** When the caller looked at this team's dashboard before; null: never, in this browser. */
export function useLastVisit(): string | null {
  const { team, user } = useMe();
  const key = `cloudcoreo.dashboard-visit.${team.id}.${user.id}`;
  const [visit, setVisit] = useState<Visit>();
  useEffect(() => {
    const kept = storedValue<Visit | null>(key, null, readVisit);
    const look = () => {
      const now = visitAt(kept.read(), new Date());
      kept.write(now);
      // The same answer keeps the page as it is.
      setVisit((shown) => (shown?.before === now.before ? shown : now));
    };
    look();
    const timer = setInterval(look, minute);
    return () => clearInterval(timer);
  }, [key]);
  return visit?.before ?? null;
}
