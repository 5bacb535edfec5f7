import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MemberView, Role } from '../../../../../server/access/api.ts';
import { roleMeanings } from '../../../access/may.ts';
import { useMe } from '../../../access/session.tsx';
import { changeMemberRole, membersQuery, meQuery, removeMember } from '../../../api/access.ts';
import { troubleOf } from '../../../api/problem.ts';
import { ConfirmDialog } from '../../../show/ConfirmDialog.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { Moment } from '../../../show/Moment.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { assignableRoles, lastOwnerReason } from './team.model.ts';

export function Members() {
  const me = useMe();
  const queries = useQueryClient();
  const members = useQuery(membersQuery);
  const [leaving, setLeaving] = useState<MemberView>();
  const refresh = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: membersQuery.queryKey }),
      queries.invalidateQueries({ queryKey: meQuery.queryKey }),
    ]);
  };
  const changing = useAction(async (id: string, role: Role) => {
    await changeMemberRole(id, role);
    await refresh();
  });

  if (members.isError) {
    return (
      <ProblemAlert
        title="The members could not be read"
        problem={troubleOf(members.error)}
        onRetry={() => void members.refetch()}
      />
    );
  }
  const all = members.data ?? [];
  return (
    <SpaceBetween size="l">
      {changing.problem && <ProblemAlert title="The role was not changed" problem={changing.problem} />}
      <Table
        items={all}
        trackBy="id"
        loading={members.isPending}
        loadingText="Reading the members"
        ariaLabels={{ tableLabel: 'Members' }}
        wrapLines
        header={
          <Header
            variant="h2"
            counter={members.data && `(${all.length})`}
            description={`Who belongs to ${me.team.name}.`}
          >
            Members
          </Header>
        }
        empty={<EmptyList title="No members" />}
        columnDefinitions={[
          {
            id: 'name',
            header: 'Name',
            isRowHeader: true,
            minWidth: 150,
            cell: ({ name, userId }) => (
              <>
                <bdi className="aws-text">{name}</bdi>
                {userId === me.user.id && ' (you)'}
              </>
            ),
          },
          {
            id: 'email',
            header: 'E-mail',
            minWidth: 180,
            cell: ({ email }) => <span className="aws-text">{email}</span>,
          },
          {
            id: 'role',
            header: 'Role',
            minWidth: 190,
            cell: (member) => {
              const roles = assignableRoles(me, member);
              const reason = lastOwnerReason(member, all);
              if (roles.length === 0) return member.role;
              return (
                <Select
                  selectedOption={{ value: member.role, label: member.role }}
                  options={roles.map((role) => ({ value: role, label: role, description: roleMeanings[role] }))}
                  onChange={({ detail }) => void changing.run(member.id, detail.selectedOption.value as Role)}
                  disabled={reason !== undefined || changing.isRunning}
                  ariaLabel={`Role of ${member.name}`}
                  expandToViewport
                />
              );
            },
          },
          { id: 'joined', header: 'Joined', minWidth: 120, cell: ({ joinedAt }) => <Moment at={joinedAt} /> },
          {
            id: 'remove',
            header: 'Actions',
            minWidth: 110,
            cell: (member) => {
              const reason = lastOwnerReason(member, all);
              if (assignableRoles(me, member).length === 0) return '—';
              return (
                <Button
                  variant="inline-link"
                  ariaLabel={`Remove ${member.name}`}
                  onClick={() => setLeaving(member)}
                  disabled={reason !== undefined}
                  disabledReason={reason}
                >
                  Remove
                </Button>
              );
            },
          },
        ]}
      />
      {leaving && (
        <ConfirmDialog
          title={`Remove ${leaving.name}?`}
          confirmText="Remove"
          perform={async () => {
            await removeMember(leaving.id);
            await refresh();
          }}
          onClose={() => setLeaving(undefined)}
        >
          {leaving.name} loses access to {me.team.name} at once, with all sessions and API keys. What they connected
          stays.
        </ConfirmDialog>
      )}
    </SpaceBetween>
  );
}
