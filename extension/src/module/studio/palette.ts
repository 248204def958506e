/** The colours of levels and parts: mid tones of one luminance, each 3:1 or more against the paper and the dark. */
const COLOURS = ['#2b77e1', '#cf3e9a', '#2e894c', '#a96b0e', '#955cd6', '#1a8591', '#d44934'];

/** As custom properties `--l0` …, for the element that holds what is coloured. */
export const PALETTE: Record<string, string> = Object.fromEntries(COLOURS.map((colour, place) => [`--l${place}`, colour]));

/** The colour of that number, going round, as `--level`. */
export const levelStyle = (place: number): Record<string, string> => ({ '--level': `var(--l${place % COLOURS.length})` });
