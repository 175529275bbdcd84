namespace MLNetHemorrhage.Models.Training;

/// <summary>Where one named weight lies in the flat memory of all of them.</summary>
/// <param name="Name">Name, as in a Hugging Face checkpoint.</param>
/// <param name="Offset">First element.</param>
/// <param name="Rows">Rows; 1 for the gains of a norm.</param>
/// <param name="Columns">Columns.</param>
/// <param name="IsMatrix">Whether it is a matrix, not the gains of a norm: weight decay applies.</param>
internal sealed record ParameterTensor(string Name, int Offset, int Rows, int Columns, bool IsMatrix)
{
    public int Count => Rows * Columns;
}
