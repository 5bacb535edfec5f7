import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import type { Trouble } from '../api/problem.ts';
import { ProblemAlert } from './ProblemAlert.tsx';

interface ProblemPageProps {
  heading: string;
  title: string;
  problem: Trouble;
  onRetry: () => void;
}

/** A page whose subject could not be read. */
export function ProblemPage({ heading, ...rest }: ProblemPageProps) {
  return (
    <ContentLayout header={<Header variant="h1">{heading}</Header>}>
      <ProblemAlert {...rest} />
    </ContentLayout>
  );
}
