namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>Writes the scores of one row, none of them negative or NaN. May be asked for a row more than once, and on several threads.</summary>
internal delegate void RowScores(int row, Span<double> scores);
