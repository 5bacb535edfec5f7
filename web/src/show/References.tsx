import Link from '@cloudscape-design/components/link';
import { safeHttpsUrl } from '../pages/assets/document.model.ts';

/** Links out of the product, each by its address. */
export function References({ urls }: { urls: readonly string[] }) {
  return (
    <ul className="plain-list">
      {urls.map((url) => {
        const href = safeHttpsUrl(url);
        return (
          <li key={url}>
            {href ? (
              <Link external href={href} externalIconAriaLabel="Opens in a new tab">
                {url.replace(/^https:\/\//, '')}
              </Link>
            ) : (
              url
            )}
          </li>
        );
      })}
    </ul>
  );
}
