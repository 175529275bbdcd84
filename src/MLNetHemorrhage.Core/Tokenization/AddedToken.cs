namespace MLNetHemorrhage.Tokenization;

/// <summary>A token beside the trained vocabulary; special ones mark structure and are not text.</summary>
internal readonly record struct AddedToken(string Text, int Id, bool Special);
