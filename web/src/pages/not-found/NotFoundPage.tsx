import Box from '@cloudscape-design/components/box';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useLocation } from 'react-router';
import { useFrame } from '../../app/page-frame.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';

export default function NotFoundPage() {
  const { pathname } = useLocation();
  useFrame('Page not found');
  return (
    <ContentLayout header={<Header variant="h1">Page not found</Header>}>
      <Box variant="p">
        There is nothing at <code className="aws-text">{pathname}</code>. The address may be mistyped, or the page was
        moved. Go to the <RouteLink to="/">dashboard</RouteLink>, the <RouteLink to="/assets">assets</RouteLink> or the{' '}
        <RouteLink to="/settings/cloud-accounts">cloud accounts</RouteLink>.
      </Box>
    </ContentLayout>
  );
}
