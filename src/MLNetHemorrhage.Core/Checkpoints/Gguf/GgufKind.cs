namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>What a metadata value is; the numbers are those of the format.</summary>
internal enum GgufKind
{
    UInt8 = 0,
    Int8 = 1,
    UInt16 = 2,
    Int16 = 3,
    UInt32 = 4,
    Int32 = 5,
    Float32 = 6,
    Boolean = 7,
    Text = 8,
    Array = 9,
    UInt64 = 10,
    Int64 = 11,
    Float64 = 12,
}
