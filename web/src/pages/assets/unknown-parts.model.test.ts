import { expect, test } from 'vitest';
import { unknownGroups } from './unknown-parts.model.ts';

const denied = (operation: string) => ({
  operation: `s3:${operation}`,
  code: 'AccessDenied',
  message: 'no identity-based policy allows it',
  permission: `s3:${operation}`,
});

test('tells parts of one refused call once, with the permission and the mend', () => {
  const groups = unknownGroups(
    { Policy: denied('GetBucketPolicy'), Grants: denied('GetBucketAcl'), Acl: denied('GetBucketAcl') },
    [],
  );
  expect(groups.map(({ names }) => names)).toEqual([['Acl', 'Grants'], ['Policy']]);
  expect(groups[0]).toMatchObject({ permission: 's3:GetBucketAcl', mend: { isOnAccountPage: true } });
  expect(groups[0]?.mend.text).toContain('s3:GetBucketAcl');
});

test('a part that AWS throttled needs no permission', () => {
  const throttled = { operation: 's3:GetBucketAcl', code: 'SlowDown', message: '', permission: null };
  const [group] = unknownGroups({ Acl: throttled }, []);
  expect(group).toMatchObject({ names: ['Acl'], permission: null, mend: { isOnAccountPage: false } });
});
