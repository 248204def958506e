/** Asks what the text is among the units there are, once the typing rests; only the newest question counts. */
import { useApi } from '@directus/extensions-sdk';
import { onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue';

import { askResolution, type Answer, type Asked } from '../app/resolve.js';

/** How long nobody must have typed, in milliseconds. */
const REST = 300;

/** Longer than any address or alias (of at most 512 characters): not worth a question. */
const LONGEST = 512;

export interface LiveStanding {
	state: Ref<'idle' | 'asking' | Exclude<Asked['state'], 'aborted'>>;
	/** With `answered`: the answer for exactly the text as it is typed. */
	answer: Ref<Answer | null>;
	askAgain: () => void;
}

export function useStanding(text: () => string, options: { enabled: () => boolean; ownUnitId: () => string | null }): LiveStanding {
	const api = useApi();
	const state: LiveStanding['state'] = ref('idle');
	const answer = ref<Answer | null>(null);
	let timer: ReturnType<typeof setTimeout> | undefined;
	let running: AbortController | undefined;

	function forget(): void {
		clearTimeout(timer);
		running?.abort();
		answer.value = null;
	}

	async function ask(asked: string): Promise<void> {
		const controller = (running = new AbortController());
		state.value = 'asking';
		const result = await askResolution(api, asked, { ownUnitId: options.ownUnitId(), signal: controller.signal });
		if (controller.signal.aborted || result.state === 'aborted') return;
		// The server looks a text up without blanks around it; what is stored has them.
		const fits = result.state === 'answered' && result.answer.text === asked;
		answer.value = fits ? result.answer : null;
		state.value = result.state === 'answered' && !fits ? 'idle' : result.state;
	}

	function start(delay: number): void {
		forget();
		const asked = text();
		state.value = 'idle';
		if (!options.enabled() || asked === '' || asked.length > LONGEST) return;
		timer = setTimeout(() => void ask(asked), delay);
	}

	const askAgain = () => start(0);
	const onOnline = () => state.value === 'offline' && askAgain();
	watch([text, options.enabled, options.ownUnitId], () => start(REST));
	onMounted(() => {
		window.addEventListener('online', onOnline);
		start(0);
	});
	onBeforeUnmount(() => {
		window.removeEventListener('online', onOnline);
		forget();
	});
	return { state, answer, askAgain };
}
