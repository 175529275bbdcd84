namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>A tensor of a GGUF file. The shape is [rows, columns], the other way round than the file has it; the offset counts from the start of the data.</summary>
internal sealed record GgufTensor(string Name, GgufType Type, long[] Shape, long Offset, long ByteLength);
