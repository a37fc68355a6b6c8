import { useQueryClient } from '@tanstack/react-query';

import { useSpoken } from '../../words/context.js';

/** Labels of kinds, steps and statuses come from the service, so they are read anew. */
export function LanguageSwitch() {
  const { language, words, speak } = useSpoken();
  const queries = useQueryClient();
  const other = language === 'vi' ? 'en' : 'vi';
  const change = () => {
    speak(other);
    void queries.invalidateQueries();
  };
  return (
    <button type="button" className="plain" lang={other} onClick={change}>
      {words.nav.otherLanguage}
    </button>
  );
}
