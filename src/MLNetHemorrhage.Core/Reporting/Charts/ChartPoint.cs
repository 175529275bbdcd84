using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Reporting;

/// <summary>A measured point of a chart.</summary>
/// <param name="X">Where it was measured.</param>
/// <param name="Y">What was measured; a NaN error draws no error bar. Bars show 95 %: 1.96 standard errors to each side.</param>
public readonly record struct ChartPoint(double X, Estimate Y);

/// <summary>A place on a chart: of a line, or between cells.</summary>
/// <param name="X">Horizontal coordinate.</param>
/// <param name="Y">Vertical coordinate.</param>
public readonly record struct ChartPlace(double X, double Y);

/// <summary>A number on an axis with its interval.</summary>
/// <param name="Value">The number.</param>
/// <param name="Low">Lower end of its 95 % interval; NaN where it is not known.</param>
/// <param name="High">Upper end; NaN where it is not known.</param>
public readonly record struct ChartInterval(double Value, double Low, double High);
