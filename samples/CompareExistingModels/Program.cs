using CompareExistingModels;

// Two pipelines score the same rows: one with weights in single precision, one with the same weights rounded to fewer bits.
// How much did rounding change?
ScoreTable.Print(Console.Out);
