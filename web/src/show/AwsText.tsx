import { Fragment } from 'react';

/**
 * Text that came from an AWS account, so anybody may have written it. Isolated, so that right-to-left marks in a name
 * cannot reorder the page around it, and breakable, so that a long one cannot push it aside: an ARN breaks after its
 * colons and slashes, anything else where it must.
 */
export function AwsText({ children }: { children: string }) {
  const pieces = children.split(/(?<=[:/])(?=[^:/\s])/);
  return (
    <bdi className="aws-text">
      {pieces.map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces have no other identity than their place
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {piece}
        </Fragment>
      ))}
    </bdi>
  );
}
