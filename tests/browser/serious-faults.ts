import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** The rules of WCAG 2.1, levels A and AA, without axe's own advice. */
export const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/**
 * What keeps people who use a keyboard or a screen reader, or see little, from using a page: axe's serious and critical
 * faults. What fades in is looked at when it is there: halfway its contrast is another.
 */
export async function seriousFaults(
  page: Page,
  { within = 'body', tags }: { within?: string; tags?: string[] } = {},
): Promise<string[]> {
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished),
    ).then(() => undefined),
  );
  const axe = new AxeBuilder({ page }).include(within);
  const { violations } = await (tags === undefined ? axe : axe.withTags(tags)).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}
