namespace MLNetHemorrhage.Checkpoints;

/// <summary>An entry of a safetensors header; the offsets count from the end of the header.</summary>
internal sealed record StoredTensor(string Name, StoredType Type, long[] Shape, long Start, long End)
{
    public long ByteLength => End - Start;
}
