/** What every host of the core has in common: one instance, and errors out of what the core throws. */
import type { Refusal } from '../../../core/wasm/pkg-browser/cutter_wasm.js';

/** A decision of the core against what was asked. */
export class Refused extends Error {
	constructor(readonly refusal: Refusal) {
		super(refusal.message);
		this.name = 'Refused';
	}
}

/** The core stopped where it must not: a defect, reported without inner detail to the caller. */
export class CorePanic extends Error {
	constructor(cause: unknown) {
		super('The core stopped unexpectedly; nothing was written.', { cause });
		this.name = 'CorePanic';
	}
}

/**
 * The core cannot run here at all: there is no WebAssembly, or the page may not compile it (a `script-src` of the
 * Content-Security-Policy that has neither `'wasm-unsafe-eval'` nor `'unsafe-eval'`). It stays so until the page is
 * loaded again; whoever called says so in words and goes on without the core, like an interface as plain text.
 */
export class CoreUnavailable extends Error {
	constructor(cause: unknown) {
		super("WebAssembly is not available here: its compilation may be forbidden by a Content-Security-Policy without 'wasm-unsafe-eval'.", { cause });
		this.name = 'CoreUnavailable';
	}
}

/** What wasm-bindgen and the build script make besides the core's own functions. */
interface Glue {
	default(source: { module_or_path: WebAssembly.Module }): Promise<unknown>;
	initSync: unknown;
	reset(): void;
}

/** The functions of the core alone. */
export type CoreOf<G extends Glue> = Omit<G, keyof Glue>;

/** Whether what the core threw is its "no". */
export const isRefusal = (thrown: unknown): thrown is Refusal =>
	typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'kind' in thrown && 'message' in thrown;

/**
 * The way into one build of the core, which is compiled at the first call and shared by all.
 *
 * @param glue what wasm-bindgen made for the build
 * @param load compiles the inlined bytes
 * @returns a function that calls the core with `decide`. It throws {@link Refused} where the core says no,
 *   {@link CoreUnavailable} where it cannot run, and {@link CorePanic} where it stopped; that instance is thrown away, so
 *   that later calls are not poisoned.
 */
export function hostOf<G extends Glue>(glue: G, load: () => Promise<WebAssembly.Module>): <T>(decide: (core: CoreOf<G>) => T) => Promise<T> {
	let compiled: Promise<WebAssembly.Module> | undefined;
	let running: Promise<unknown> | undefined;

	async function start(): Promise<unknown> {
		try {
			return await glue.default({ module_or_path: await (compiled ??= load()) });
		} catch (cause) {
			throw new CoreUnavailable(cause);
		}
	}

	/** Another call may stop the instance between its start and our turn. */
	async function ready(): Promise<void> {
		let mine;
		do await (mine = running ??= start());
		while (mine !== running);
	}

	return async function core(decide) {
		await ready();
		try {
			return decide(glue);
		} catch (thrown) {
			if (isRefusal(thrown)) throw new Refused(thrown);
			if (thrown instanceof WebAssembly.RuntimeError) {
				glue.reset();
				running = undefined;
				throw new CorePanic(thrown);
			}
			throw thrown;
		}
	};
}
