import Link, { type LinkProps } from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useFollow } from '../app/follow.ts';

interface RouteLinkProps {
  to: string;
  children: ReactNode;
  variant?: LinkProps.Variant;
  fontSize?: LinkProps.FontSize;
  color?: LinkProps.Color;
  ariaLabel?: string;
}

/** A link to a page of this app; with a modifier key the browser opens it as any link. */
export function RouteLink({ to, ...rest }: RouteLinkProps) {
  return <Link href={to} onFollow={useFollow()} {...rest} />;
}
