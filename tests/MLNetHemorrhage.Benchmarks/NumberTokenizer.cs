using System.Globalization;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>Ids as decimal numbers, for models of random weights.</summary>
internal sealed class NumberTokenizer(int size) : ITokenizer
{
    public int VocabularySize => size;

    public int? BeginId => null;

    public int? EndId => null;

    public int[] Encode(string text) => [.. text.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    public string Decode(ReadOnlySpan<int> ids) => string.Join(' ', ids.ToArray());
}
