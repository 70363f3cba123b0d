/** The kit in the reader's language and light, its colours held to WCAG 2.2 AA. */
import { App as KitContext, ConfigProvider, theme as kitTheme, type ThemeConfig } from 'antd';
import type { Locale } from 'antd/es/locale';
import enUS from 'antd/es/locale/en_US';
import { useEffect, useState, type ReactNode } from 'react';
import { useIsDark, usePreferences, type Language } from '../preferences/preferences.js';
import { speak } from '../texts/texts.js';

/** Of this one page: the server's policy lets only styles in that carry it. */
const NONCE = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** The kit's greys for placeholders, what is disabled and descriptions fall short of 4.5 to 1 (SC 1.4.3); these don't. */
const TOKENS = {
  light: {
    colorPrimary: '#1b5fa8',
    colorTextPlaceholder: '#6b6b6b',
    colorTextDescription: '#5f5f5f',
    colorTextDisabled: '#6b6b6b',
    colorTextSecondary: '#555555',
    colorTextTertiary: '#5f5f5f',
    colorWarningText: '#8a4b00',
    colorErrorText: '#b00020',
    colorSuccessText: '#23691d',
    colorLink: '#1b5fa8',
  },
  dark: {
    colorPrimary: '#3d82cf',
    colorTextPlaceholder: '#a6a6a6',
    colorTextDescription: '#b3b3b3',
    colorTextDisabled: '#a6a6a6',
    colorTextSecondary: '#c4c4c4',
    colorTextTertiary: '#b3b3b3',
    colorWarningText: '#f0b45c',
    colorErrorText: '#ff8f8f',
    colorSuccessText: '#8fd487',
    colorLink: '#7cb7f2',
  },
} as const;

/** The same of what can't be undone: its words, and words on its ground. */
const DANGER = {
  light: {
    colorError: '#b00020',
    colorErrorHover: '#c8102e',
    colorErrorActive: '#8a0019',
    dangerColor: '#ffffff',
  },
  dark: {
    colorError: '#ff8f8f',
    colorErrorHover: '#ffb0b0',
    colorErrorActive: '#ff7a7a',
    dangerColor: '#1d1d1f',
  },
} as const;

export function Look({ children }: { readonly children: ReactNode }) {
  const { language } = usePreferences();
  const isDark = useIsDark();
  const locale = useKitLocale(language);
  useEffect(() => {
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  }, [isDark]);
  useEffect(() => {
    void speak(language);
  }, [language]);
  return (
    <ConfigProvider
      csp={{ nonce: NONCE }}
      locale={locale}
      theme={themeOf(isDark)}
      // It would turn 提交 into 提 交, which nobody finds.
      button={{ autoInsertSpace: false }}
    >
      <KitContext component={false}>{children}</KitContext>
    </ConfigProvider>
  );
}

function themeOf(isDark: boolean): ThemeConfig {
  return {
    algorithm: isDark ? kitTheme.darkAlgorithm : kitTheme.defaultAlgorithm,
    // Nothing fades: on a busy machine the sign of a button that works would stay after its work, in its name as well.
    token: { ...TOKENS[isDark ? 'dark' : 'light'], fontSize: 15, borderRadius: 6, motion: false },
    components: { Button: DANGER[isDark ? 'dark' : 'light'] },
  };
}

/** English comes along; Chinese, with its calendar, when it is read. */
function useKitLocale(language: Language): Locale {
  const [chinese, setChinese] = useState<Locale>();
  useEffect(() => {
    if (language !== 'zh' || chinese) return;
    void import('./chinese.js').then(({ CHINESE }) => setChinese(CHINESE));
  }, [language, chinese]);
  return language === 'zh' && chinese ? chinese : enUS;
}
