namespace MLNetHemorrhage.Tokenization;

/// <summary>A trained byte-level vocabulary: the token of each id, written with <see cref="ByteAlphabet"/>, and the merges, best first.</summary>
internal sealed record TrainedVocabulary(IReadOnlyList<string> Tokens, IReadOnlyList<(string Left, string Right)> Merges);
