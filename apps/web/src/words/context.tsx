import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';

import { en } from './en.js';
import { currentLanguage, keepLanguage, type Language } from './language.js';
import { vi } from './vi.js';

export type Words = typeof vi;

const dictionaries: Record<Language, Words> = { vi, en };

interface Spoken {
  readonly language: Language;
  readonly words: Words;
  readonly speak: (language: Language) => void;
}

const SpokenContext = createContext<Spoken | null>(null);

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(currentLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const spoken = useMemo(() => {
    const speak = (next: Language) => {
      keepLanguage(next);
      setLanguage(next);
    };
    return { language, words: dictionaries[language], speak };
  }, [language]);
  return <SpokenContext value={spoken}>{children}</SpokenContext>;
}

export function useSpoken(): Spoken {
  const spoken = use(SpokenContext);
  if (!spoken) throw new Error('Nothing is spoken outside LanguageProvider.');
  return spoken;
}

export function useWords(): Words {
  return useSpoken().words;
}
