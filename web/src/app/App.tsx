import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { RequireSession } from '../access/session.tsx';
import { PageLoading } from '../show/PageLoading.tsx';
import { settingsHref } from './navigation.model.ts';

const Shell = lazy(() => import('./Shell.tsx'));
const SignInPage = lazy(() => import('../pages/sign-in/SignInPage.tsx'));
const FirstOwnerPage = lazy(() => import('../pages/first-owner/FirstOwnerPage.tsx'));
const InvitationPage = lazy(() => import('../pages/invitation/InvitationPage.tsx'));
const DashboardPage = lazy(() => import('../pages/dashboard/DashboardPage.tsx'));
const AssetsPage = lazy(() => import('../pages/assets/AssetsPage.tsx'));
const AssetPage = lazy(() => import('../pages/assets/AssetPage.tsx'));
const FindingsPage = lazy(() => import('../pages/findings/FindingsPage.tsx'));
const FindingPage = lazy(() => import('../pages/findings/FindingPage.tsx'));
const ActionsPage = lazy(() => import('../pages/actions/ActionsPage.tsx'));
const ActionPage = lazy(() => import('../pages/actions/ActionPage.tsx'));
const SuppressionsPage = lazy(() => import('../pages/suppressions/SuppressionsPage.tsx'));
const RulesPage = lazy(() => import('../pages/rules/RulesPage.tsx'));
const RulePage = lazy(() => import('../pages/rules/RulePage.tsx'));
const RuleEditorPage = lazy(() => import('../pages/rules/editor/RuleEditorPage.tsx'));
const CompliancePage = lazy(() => import('../pages/compliance/CompliancePage.tsx'));
const FrameworkPage = lazy(() => import('../pages/compliance/FrameworkPage.tsx'));
const SettingsLayout = lazy(() => import('../pages/settings/SettingsLayout.tsx'));
const CloudAccountsPage = lazy(() => import('../pages/settings/cloud-accounts/CloudAccountsPage.tsx'));
const ConnectPage = lazy(() => import('../pages/settings/cloud-accounts/ConnectPage.tsx'));
const CloudAccountPage = lazy(() => import('../pages/settings/cloud-accounts/CloudAccountPage.tsx'));
const ManagePage = lazy(() => import('../pages/settings/cloud-accounts/manage/ManagePage.tsx'));
const ScanPage = lazy(() => import('../pages/settings/cloud-accounts/ScanPage.tsx'));
const ActionSettingsPage = lazy(() => import('../pages/settings/actions/ActionSettingsPage.tsx'));
const NotificationsPage = lazy(() => import('../pages/settings/notifications/NotificationsPage.tsx'));
const TeamPage = lazy(() => import('../pages/settings/team/TeamPage.tsx'));
const ApiKeysPage = lazy(() => import('../pages/settings/api-keys/ApiKeysPage.tsx'));
const SecurityPage = lazy(() => import('../pages/settings/security/SecurityPage.tsx'));
const NotFoundPage = lazy(() => import('../pages/not-found/NotFoundPage.tsx'));

function SignedIn() {
  return (
    <RequireSession>
      <Shell />
    </RequireSession>
  );
}

export function App() {
  return (
    <Suspense fallback={<PageLoading />}>
      <Routes>
        <Route path="/sign-in" element={<SignInPage />} />
        <Route path="/first-owner" element={<FirstOwnerPage />} />
        <Route path="/invitation" element={<InvitationPage />} />
        <Route element={<SignedIn />}>
          <Route index element={<DashboardPage />} />
          <Route path="assets">
            <Route index element={<AssetsPage />} />
            <Route path=":assetId" element={<AssetPage />} />
          </Route>
          <Route path="findings">
            <Route index element={<FindingsPage />} />
            <Route path=":findingId" element={<FindingPage />} />
          </Route>
          <Route path="actions">
            <Route index element={<ActionsPage />} />
            <Route path=":actionId" element={<ActionPage />} />
          </Route>
          <Route path="suppressions" element={<SuppressionsPage />} />
          <Route path="rules">
            <Route index element={<RulesPage />} />
            <Route path="new" element={<RuleEditorPage />} />
            <Route path=":ruleId" element={<RulePage />} />
            <Route path=":ruleId/edit" element={<RuleEditorPage />} />
          </Route>
          <Route path="compliance">
            <Route index element={<CompliancePage />} />
            <Route path=":frameworkId" element={<FrameworkPage />} />
          </Route>
          <Route path="settings">
            <Route index element={<Navigate to={settingsHref} replace />} />
            <Route element={<SettingsLayout />}>
              <Route path="cloud-accounts" element={<CloudAccountsPage />} />
              <Route path="actions" element={<ActionSettingsPage />} />
              <Route path="notifications" element={<NotificationsPage />} />
              <Route path="team" element={<TeamPage />} />
              <Route path="api-keys" element={<ApiKeysPage />} />
              <Route path="security" element={<SecurityPage />} />
            </Route>
            <Route path="cloud-accounts/new" element={<ConnectPage />} />
            <Route path="cloud-accounts/:accountId" element={<CloudAccountPage />} />
            <Route path="cloud-accounts/:accountId/manage" element={<ManagePage />} />
            <Route path="cloud-accounts/:accountId/scans/:scanId" element={<ScanPage />} />
          </Route>
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </Suspense>
  );
}
