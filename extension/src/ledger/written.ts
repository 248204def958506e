/** Who hears, in this process, that a transaction of the cutter was committed. */
let listener: () => void = () => {};

export const whenWritten = (hears: () => void): void => {
	listener = hears;
};
export const written = (): void => listener();
