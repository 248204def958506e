/** The reader's language, as chosen in Directus. */
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';

import { isVietnamese, textsFor, type Texts } from './texts.js';

export interface Language {
	texts: ComputedRef<Texts>;
	vietnamese: ComputedRef<boolean>;
	/** A time as a day in the reader's language and time zone. */
	day: (time: string) => string;
}

/** To be called in the set-up of a component. */
export function useLanguage(): Language {
	const { locale } = useI18n();
	return {
		texts: computed(() => textsFor(locale.value)),
		vietnamese: computed(() => isVietnamese(locale.value)),
		day: (time) => new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium' }).format(new Date(time)),
	};
}
