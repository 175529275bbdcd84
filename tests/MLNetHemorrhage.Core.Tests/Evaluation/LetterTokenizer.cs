using System.Text;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Evaluation;

/// <summary>One token for each UTF-8 byte, so that every expected window can be written down. Ids are byte + 2; 1 is BOS.</summary>
internal sealed class LetterTokenizer(bool hasBegin = true) : ITokenizer
{
    public int VocabularySize => 258;

    public int? BeginId => hasBegin ? 1 : null;

    public int? EndId => null;

    public int[] Encode(string text) => [.. Encoding.UTF8.GetBytes(text).Select(b => b + 2)];

    public string Decode(ReadOnlySpan<int> ids) =>
        Encoding.UTF8.GetString([.. ids.ToArray().Where(i => i > 1).Select(i => (byte)(i - 2))]);
}
