import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { queryClient, router } from './app/router.js';
import { NoticeProvider } from './parts/page/notice.js';
import './styles/index.css';
import { LanguageProvider } from './words/context.js';

const place = document.getElementById('app');
if (!place) throw new Error('index.html has no #app.');

createRoot(place).render(
  <StrictMode>
    <LanguageProvider>
      <QueryClientProvider client={queryClient}>
        <NoticeProvider>
          <RouterProvider router={router} />
        </NoticeProvider>
      </QueryClientProvider>
    </LanguageProvider>
  </StrictMode>,
);
