namespace Microsoft.ML;

/// <summary>Writes the current row's value of one column.</summary>
public delegate void ValueGetter<TValue>(ref TValue value);
