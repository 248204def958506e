/** A moment of the two clocks of law: of which day something is read, and by when it was recorded. */

/** When a change took effect: on its legal day, else as it was applied. The core decides by it; here it bounds what is read. */
export const EFFECTIVE_AT = "coalesce(CAST(c.payload_summary->>'effective_on' AS timestamp) AT TIME ZONE 'UTC', c.applied_at)";

/** The legal day of a change; one that has none is of the day of its recording. Which changes are later than another is asked by it. */
export const EFFECTIVE_ON = "coalesce(CAST(c.payload_summary->>'effective_on' AS date), CAST(c.applied_at AT TIME ZONE 'UTC' AS date))";

/** What is read of law (null is all there is, the future included), and by when it was recorded (null is everything). RFC 3339 as the core writes it. */
export interface Moment {
	asOf: string | null;
	knownAt: string | null;
}

/** Since when a text (`v` its version) stands: from its legal day on, or from when it was recorded. */
export const STANDS_FROM = "coalesce(CAST(v.in_force_from AS timestamp) AT TIME ZONE 'UTC', v.created_at)";

/** That a text stands at the time `:asOf`: until it was replaced or ended. */
export const STANDS_AT = `${STANDS_FROM} <= CAST(:asOf AS timestamptz)
	AND coalesce(CAST(v.in_force_until AS timestamp) AT TIME ZONE 'UTC', v.superseded_at, v.retired_at, 'infinity') > CAST(:asOf AS timestamptz)`;
