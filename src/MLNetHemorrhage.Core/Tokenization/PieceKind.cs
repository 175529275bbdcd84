namespace MLNetHemorrhage.Tokenization;

/// <summary>What a piece of a SentencePiece vocabulary is for; the values are those of its file format.</summary>
internal enum PieceKind
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}
