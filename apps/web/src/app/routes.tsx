import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';

import { sessionQuery } from '../api/queries.js';
import { BrokenPage } from '../pages/broken.js';
import { CasePage } from '../pages/case.js';
import { CheckPage } from '../pages/check.js';
import { EditProposalPage } from '../pages/edit-proposal.js';
import { InboxPage } from '../pages/inbox.js';
import { NewProposalPage } from '../pages/new-proposal.js';
import { SentPage } from '../pages/sent.js';
import { SignInPage } from '../pages/sign-in.js';
import { UnitPage } from '../pages/unit.js';
import { NotFound } from '../parts/page/not-found.js';
import { textsOf } from './search.js';
import { Shell } from './shell.js';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  errorComponent: BrokenPage,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/dang-nhap',
  validateSearch: textsOf('ve'),
  component: SignInPage,
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const account = await context.queries.query({ ...sessionQuery, staleTime: 'static' });
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- how this router redirects
    if (!account) throw redirect({ to: '/dang-nhap', search: { ve: location.href } });
    return { account };
  },
  component: Shell,
});

const inbox = createRoute({ getParentRoute: () => signedIn, path: '/', component: InboxPage });

const unit = createRoute({
  getParentRoute: () => signedIn,
  path: '/don-vi/$unitId',
  validateSearch: textsOf('tai'),
  component: UnitPage,
});

const newProposal = createRoute({
  getParentRoute: () => signedIn,
  path: '/to-trinh/moi',
  validateSearch: textsOf('loai', 'don-vi', 'suat'),
  component: NewProposalPage,
});

const oneCase = createRoute({
  getParentRoute: () => signedIn,
  path: '/to-trinh/$proposalId',
  component: CasePage,
});

const edit = createRoute({
  getParentRoute: () => signedIn,
  path: '/to-trinh/$proposalId/sua',
  component: EditProposalPage,
});

const check = createRoute({
  getParentRoute: () => signedIn,
  path: '/to-trinh/$proposalId/kiem-tra',
  component: CheckPage,
});

const sent = createRoute({
  getParentRoute: () => signedIn,
  path: '/to-trinh/$proposalId/da-trinh',
  component: SentPage,
});

const nowhere = createRoute({
  getParentRoute: () => signedIn,
  path: '/$',
  component: () => <NotFound />,
});

export const routeTree = root.addChildren([
  signIn,
  signedIn.addChildren([inbox, unit, newProposal, oneCase, edit, check, sent, nowhere]),
]);
