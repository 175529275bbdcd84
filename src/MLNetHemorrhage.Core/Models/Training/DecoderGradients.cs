namespace MLNetHemorrhage.Models.Training;

/// <summary>The gradient of a loss with respect to every weight of a decoder.</summary>
internal sealed class DecoderGradients(DecoderSpec spec) : DecoderTensors(spec)
{
    public void Clear() => Values.Clear();
}
