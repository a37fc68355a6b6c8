import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';

import { api, bodyOf } from '../api/client.js';
import { sessionQuery } from '../api/queries.js';
import { TextField } from '../parts/fields/field.js';
import { useFaults, WithFaults } from '../parts/fields/faults.js';
import { Heading } from '../parts/page/heading.js';
import { LanguageSwitch } from '../parts/page/language-switch.js';
import { ReadOnlyBanner } from '../parts/page/read-only.js';
import { useWords } from '../words/context.js';

const route = getRouteApi('/dang-nhap');

export function SignInPage() {
  const words = useWords();
  const { ve } = route.useSearch();
  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <header className="site">
        <div className="width">
          <span className="product">{words.product}</span>
          <div className="account">
            <LanguageSwitch />
          </div>
        </div>
      </header>
      <ReadOnlyBanner />
      <main id="main" tabIndex={-1} className="narrow">
        <Heading>{words.signIn.heading}</Heading>
        {ve === undefined || ve === '/' ? null : <p className="panel info">{words.signIn.again}</p>}
        <SignInForm />
      </main>
    </>
  );
}

function SignInForm() {
  const words = useWords();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  const { faults, setFound } = useFaults(signIn.error, [username, password]);

  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const { missing, missingUsername, missingPassword } = words.signIn;
    const fields = [
      ...(username.trim() ? [] : [{ pointer: '/username', detail: missingUsername }]),
      ...(password ? [] : [{ pointer: '/password', detail: missingPassword }]),
    ];
    setFound(fields.length === 0 ? null : { sentence: missing, fields });
    if (fields.length === 0) signIn.mutate({ username: username.trim(), password });
  };

  return (
    <WithFaults faults={faults}>
      <form noValidate onSubmit={send}>
        <TextField
          pointer="/username"
          label={words.signIn.username}
          autoComplete="username"
          autoCapitalize="none"
          value={username}
          onChange={setUsername}
        />
        <TextField
          pointer="/password"
          label={words.signIn.password}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <button type="submit" disabled={signIn.isPending}>
          {words.signIn.submit}
        </button>
      </form>
    </WithFaults>
  );
}

function useSignIn() {
  const queries = useQueryClient();
  const router = useRouter();
  const { ve } = route.useSearch();
  return useMutation({
    mutationFn: (body: { username: string; password: string }) =>
      bodyOf(api.POST('/session', { body })),
    networkMode: 'always',
    onSuccess: (account) => {
      queries.clear(); // somebody else may have been signed in before
      queries.setQueryData(sessionQuery.queryKey, account);
      // Only a path of this site: never where a crafted link would lead.
      router.history.push(ve !== undefined && /^\/(?![/\\])/.test(ve) ? ve : '/');
    },
  });
}
