import AppLayout from '@cloudscape-design/components/app-layout';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Flashbar from '@cloudscape-design/components/flashbar';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import { Suspense, useEffect, useRef, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { PageLoading } from '../show/PageLoading.tsx';
import { useFollow } from './follow.ts';
import { activeNavigationHref, navigationItems } from './navigation.model.ts';
import { PageBoundary } from './PageBoundary.tsx';
import { PageFrameProvider, usePageFrame } from './page-frame.tsx';
import { TopBar } from './TopBar.tsx';
import { useScrollPosition } from './use-scroll-position.ts';

/** The frame of every page behind the sign-in: top bar, left navigation, breadcrumbs, messages and help. */
export default function Shell() {
  return (
    <PageFrameProvider>
      <TopBar />
      <Layout />
    </PageFrameProvider>
  );
}

const isWide = window.matchMedia('(min-width: 1200px)');
const isNarrow = window.matchMedia('(max-width: 688px)');

function Layout() {
  const follow = useFollow();
  const { pathname } = useLocation();
  const { frame, flashes, turnPage } = usePageFrame();
  const [isNavigationOpen, setNavigationOpen] = useState(!isNarrow.matches);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const hasHelp = frame.help !== undefined;

  useScrollPosition();

  const shownPath = useRef(pathname);
  useEffect(() => {
    if (shownPath.current === pathname) return;
    shownPath.current = pathname;
    turnPage();
    if (isNarrow.matches) setNavigationOpen(false);
  }, [pathname, turnPage]);

  // Narrow screens close the navigation by themselves; a window made wide again gets it back.
  useEffect(() => {
    const follow = () => setNavigationOpen(!isNarrow.matches);
    isNarrow.addEventListener('change', follow);
    return () => isNarrow.removeEventListener('change', follow);
  }, []);

  useEffect(() => setHelpOpen(hasHelp && isWide.matches), [hasHelp]);

  return (
    <AppLayout
      headerSelector="#top-bar"
      navigationOpen={isNavigationOpen}
      onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
      navigationWidth={240}
      navigation={
        <SideNavigation
          header={{ text: 'CloudCoreo', href: '/' }}
          activeHref={activeNavigationHref(pathname)}
          items={navigationItems}
          onFollow={follow}
        />
      }
      toolsHide={!hasHelp}
      tools={frame.help}
      toolsOpen={isHelpOpen && hasHelp}
      onToolsChange={({ detail }) => setHelpOpen(detail.open)}
      breadcrumbs={
        frame.breadcrumbs.length > 0 && (
          <BreadcrumbGroup items={[...frame.breadcrumbs, { text: frame.title, href: '' }]} onFollow={follow} />
        )
      }
      stickyNotifications={false}
      notifications={flashes.length > 0 && <Flashbar items={flashes.map(({ goesAlong: _, ...flash }) => flash)} />}
      content={
        <PageBoundary key={pathname}>
          <Suspense fallback={<PageLoading />}>
            <Outlet />
          </Suspense>
        </PageBoundary>
      }
    />
  );
}
