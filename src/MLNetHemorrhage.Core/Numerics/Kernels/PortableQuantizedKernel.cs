namespace MLNetHemorrhage.Numerics;

/// <summary>Unpacks one number at a time, which any processor can.</summary>
internal sealed unsafe class PortableQuantizedKernel : QuantizedKernel
{
    private const int Lanes = QuantizedPanels.Lanes;

    public override void Unpack(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* to)
    {
        foreach (int length in runs)
        {
            float* scales = codes, shifts = codes + Lanes;
            uint* words = (uint*)(format.HasShifts ? shifts + Lanes : shifts);
            int each = 8 * sizeof(uint) / format.CodeBits;
            for (int i = 0; i < length; i++, to += Lanes)
                for (int lane = 0; lane < Lanes; lane++)
                {
                    uint word = words[i / each * Lanes + lane] >> 8 * (i % sizeof(uint)) + (i % each < sizeof(uint) ? 0 : QuantizedFormat.TableBits);
                    byte code = (byte)(format.Table is null ? word : word % QuantizedFormat.TableLength);
                    to[lane] = format.Value(code, scales[lane], shifts[lane]);
                }
            codes = (float*)(words + (length + each - 1) / each * Lanes);
        }
    }
}
