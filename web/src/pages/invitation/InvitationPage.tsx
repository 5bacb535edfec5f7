import Alert from '@cloudscape-design/components/alert';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { meQuery } from '../../api/access.ts';
import { EntryFrame } from '../../app/EntryFrame.tsx';
import { PageLoading } from '../../show/PageLoading.tsx';
import { AcceptForm } from './AcceptForm.tsx';
import { invitationToken } from './invitation.model.ts';

export default function InvitationPage() {
  const [token] = useState(() => invitationToken(window.location.hash));
  const me = useQuery(meQuery);

  // The token has been read: it need not stay in the address bar and in the browser's history.
  useEffect(() => {
    window.history.replaceState(window.history.state, '', window.location.pathname);
  }, []);

  if (me.isPending) return <PageLoading />;
  return (
    <EntryFrame title="Accept the invitation">
      {token === undefined ? (
        <Alert type="error" header="The link is not whole">
          Open the link again exactly as it was sent to you, or ask for a new invitation.
        </Alert>
      ) : (
        <AcceptForm token={token} signedInAs={me.data?.user.email} />
      )}
    </EntryFrame>
  );
}
