/** A bounded line of people before work that takes long: so many at once, so many who wait, and nobody alone. */

/** There is no room now; nothing was done. Whoever is told so asks again. */
export class Busy extends Error {
	/** @param retryAfter whole seconds */
	constructor(message: string, readonly retryAfter: number) {
		super(message);
		this.name = 'Busy';
	}
}

/** Whoever waited has gone: their work was never begun. */
export class CallerGone extends Error {}

export interface Bounds {
	/** Pieces of work at once; the last of several is left for somebody else. */
	places: number;
	/** How many may wait; one person for half of it. */
	queue: number;
}

interface Waiting {
	person: string;
	begin: () => void;
}

const RETRY_AFTER = 2;

export class WaitingLine {
	private readonly waiting: Waiting[] = [];
	/** Pieces of work now, by person. */
	private readonly working = new Map<string, number>();
	/** What a person asked for and has not taken yet: in the line, at work, or an answer on its way. */
	private readonly asked = new Map<string, number>();
	/** When a person's turn was last; whose was longest ago is next. */
	private readonly turns = new Map<string, number>();
	private turn = 0;
	private inHand = 0;

	constructor(readonly bounds: Bounds) {}

	/** How many are at work, and how many wait. */
	get now(): { in_hand: number; waiting: number } {
		return { in_hand: this.inHand, waiting: this.waiting.length };
	}

	/**
	 * Does `work` once it is its turn. Who asked longest ago comes first, but that people come in turn, however much one of them asks for.
	 *
	 * @param person whoever asks; their share is theirs alone
	 * @param closed aborted once their connection ends or the answer was taken; none where there is no connection
	 * @throws {Busy} where the line is full, or this person's share of it.
	 * @throws {CallerGone} where they went before it was their turn.
	 */
	async during<T>(person: string, closed: AbortSignal | null, work: () => Promise<T>): Promise<T> {
		this.enter(person);
		try {
			await this.place(person, closed);
			try {
				return await work();
			} finally {
				this.leave(person);
			}
		} finally {
			if (!closed || closed.aborted) this.taken(person);
			else closed.addEventListener('abort', () => this.taken(person), { once: true });
		}
	}

	private get ofOne(): number {
		return Math.max(1, this.bounds.places - 1);
	}

	private enter(person: string): void {
		const { queue } = this.bounds;
		const mine = this.asked.get(person) ?? 0;
		const most = this.ofOne + Math.ceil(queue / 2);
		if (mine >= most) throw new Busy(`You have ${mine} requests of this kind open here, as many as one person may: take their answers, then ask again.`, RETRY_AFTER);
		if (!this.isFree(person) && this.waiting.length >= queue) {
			throw new Busy(`As many requests of this kind are at work as this server does at once, and as many wait as may: ask again in ${RETRY_AFTER} seconds.`, RETRY_AFTER);
		}
		this.asked.set(person, mine + 1);
	}

	private taken(person: string): void {
		countDown(this.asked, person);
		if (!this.asked.has(person)) this.turns.delete(person);
	}

	private isFree(person: string): boolean {
		return this.inHand < this.bounds.places && (this.working.get(person) ?? 0) < this.ofOne;
	}

	private place(person: string, closed: AbortSignal | null): Promise<void> {
		if (closed?.aborted) throw new CallerGone();
		return new Promise((begin, reject) => {
			const waiting = { person, begin };
			this.waiting.push(waiting);
			closed?.addEventListener('abort', () => this.drop(waiting, reject), { once: true });
			this.call();
		});
	}

	private drop(waiting: Waiting, reject: (error: CallerGone) => void): void {
		const index = this.waiting.indexOf(waiting);
		if (index < 0) return;
		this.waiting.splice(index, 1);
		reject(new CallerGone());
	}

	/** Begins what may begin. */
	private call(): void {
		for (let next = this.next(); next; next = this.next()) {
			this.waiting.splice(this.waiting.indexOf(next), 1);
			this.inHand += 1;
			this.working.set(next.person, (this.working.get(next.person) ?? 0) + 1);
			this.turns.set(next.person, (this.turn += 1));
			next.begin();
		}
	}

	private next(): Waiting | undefined {
		const lastTurn = ({ person }: Waiting) => this.turns.get(person) ?? 0;
		return this.waiting.filter(({ person }) => this.isFree(person)).reduce<Waiting | undefined>((first, each) => (first && lastTurn(first) <= lastTurn(each) ? first : each), undefined);
	}

	private leave(person: string): void {
		this.inHand -= 1;
		countDown(this.working, person);
		this.call();
	}
}

function countDown(counts: Map<string, number>, person: string): void {
	const left = (counts.get(person) ?? 0) - 1;
	if (left > 0) counts.set(person, left);
	else counts.delete(person);
}
