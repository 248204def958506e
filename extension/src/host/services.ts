/** What is used of Directus' own services; the rest of their types differs between its versions. */
import type { Readable } from 'node:stream';

type Row = Record<string, unknown>;

export interface RowService {
	createMany(rows: Row[], options: { emitEvents: boolean }): Promise<unknown>;
	readByQuery(query: Row): Promise<Row[]>;
	updateOne(id: unknown, row: Row, options: { emitEvents: boolean }): Promise<unknown>;
}

/** What is written to somebody's inbox, and mailed to who wants mail. */
export interface Message {
	recipient: string;
	subject: string;
	/** Markdown. */
	message: string;
	collection: string | null;
	item: string | null;
}

export interface AuthenticationService {
	login(provider: string, payload: Row, options: { session: boolean; otp?: string }): Promise<{ accessToken: string; refreshToken: string }>;
	/** Ends the session. */
	logout(refreshToken: string): Promise<void>;
}

/** A service of rows is made with the transaction and schema it works on, one of files with who asks. */
export interface HostServices {
	ItemsService: new (table: string, options: Row) => RowService;
	PoliciesService: new (options: Row) => RowService;
	PermissionsService: new (options: Row) => RowService;
	NotificationsService: new (options: Row) => { createOne(message: Message): Promise<unknown> };
	UtilsService: new (options: Row) => { clearCache(options: { system: boolean }): Promise<void> };
	AuthenticationService: new (options: Row) => AuthenticationService;
	AssetsService: new (options: Row) => { getAsset(id: string, options: Row): Promise<{ stream: Readable | (() => Promise<Readable>) }> };
}
