// Colours are variables of the page, so that a chart follows the light and the dark theme without being drawn again.

const seriesColors = 8;

/** Colour of the series at an index. */
export const seriesColor = index => `var(--series-${index % seriesColors + 1})`;

/** Shape of the series at an index, for those who cannot tell the colours apart. */
export const seriesSymbol = index => ["circle", "square2", "triangle", "diamond2", "wye", "star", "cross", "hexagon"][index % seriesColors];

/** What all charts share. */
export const plotOptions = (width, height, label) => ({
  width,
  height,
  className: "plot",
  ariaLabel: label,
  style: {fontSize: "12px", fontFamily: "inherit", overflow: "visible"},
});

/** Heat of a share from 0 to 1: paper, amber, deep red. */
export const heat = share => share < 0.5 ? mix("--heat-0", "--heat-1", share * 2) : mix("--heat-1", "--heat-2", share * 2 - 1);

/** A change from -1 over 0 to 1: blue, paper, deep red. */
export const signedHeat = share => share < 0 ? mix("--heat-0", "--cool", -share) : heat(share);

/** Text that is read on a heat. */
export const inkOn = share => Math.abs(share) < 0.6 ? "var(--ink)" : "var(--ink-on-heat)";

const mix = (from, to, share) => `color-mix(in oklab, var(${to}) ${(100 * share).toFixed(1)}%, var(${from}))`;
