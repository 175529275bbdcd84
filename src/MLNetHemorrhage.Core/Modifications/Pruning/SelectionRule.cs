namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>How many weights a share means. The published rule exists so that tests can compare whole models with published code.</summary>
internal enum SelectionRule
{
    /// <summary>Exactly round(weights · sparsity), of equal scores those that come first.</summary>
    Exact,

    /// <summary>
    /// By row floor(inputs · sparsity); by matrix whatever is not above the score at place floor(weights · sparsity), which is one
    /// more, and ties; a short last group of a pattern loses as many as a whole one;
    /// DSnoT trades on where no weight of the other sign is left.
    /// </summary>
    Published,
}
