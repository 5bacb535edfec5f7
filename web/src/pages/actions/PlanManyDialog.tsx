import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import { useQuery } from '@tanstack/react-query';
import { actionOffersQuery } from '../../api/actions.ts';
import { Answer } from '../../show/Answer.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { PlanDialog, type Subjects } from './PlanDialog.tsx';

/** Plans an action for several that are alike: what the first of them offers suits all. */
export function PlanManyDialog({ subjects, onClose }: { subjects: Subjects; onClose: () => void }) {
  const offers = useQuery(actionOffersQuery(subjects.of, subjects.ids[0] ?? ''));
  const [first, ...others] = offers.data?.items ?? [];
  if (first !== undefined) return <PlanDialog subjects={subjects} offers={[first, ...others]} onClose={onClose} />;
  return (
    <Modal
      visible
      header="Plan an action"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button onClick={onClose}>Close</Button>
        </Box>
      }
    >
      <Answer of={offers} trouble="What can be done could not be read">
        {() => (
          <EmptyList title="No action suits these">
            {subjects.of === 'findings'
              ? 'Each finding’s page says how to mend it by hand.'
              : 'CloudCoreo knows no action for assets of this type.'}
          </EmptyList>
        )}
      </Answer>
    </Modal>
  );
}
