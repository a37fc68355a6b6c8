export type Language = 'vi' | 'en';

const STORED_AS = 'totrinh.language';

let current: Language = localStorage.getItem(STORED_AS) === 'en' ? 'en' : 'vi';

export function currentLanguage(): Language {
  return current;
}

export function keepLanguage(language: Language): void {
  current = language;
  localStorage.setItem(STORED_AS, language);
}
