import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate } from 'react-router';
import { useGate } from '../../../access/session.tsx';
import { usePageFrame } from '../../../app/page-frame.tsx';

/** Cancel and Create, at the end of both forms. */
export function ConnectButtons({ isRunning, onCancel }: { isRunning: boolean; onCancel: () => void }) {
  const navigate = useNavigate();
  const { addFlash } = usePageFrame();
  const gate = useGate();

  const cancel = () => {
    onCancel();
    if (isRunning) {
      addFlash({
        id: 'connecting-left',
        goesAlong: true,
        type: 'info',
        header: 'You left while an account was connecting',
        content:
          'The list shows what came of it. What was made in AWS so far is kept and used: a second try carries on from there.',
      });
    }
    void navigate('/settings/cloud-accounts');
  };

  return (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" formAction="none" onClick={cancel}>
          Cancel
        </Button>
        <Button variant="primary" formAction="submit" loading={isRunning} loadingText="Connecting" {...gate('connect')}>
          Create
        </Button>
      </SpaceBetween>
    </Box>
  );
}
