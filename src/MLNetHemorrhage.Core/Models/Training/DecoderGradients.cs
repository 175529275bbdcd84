namespace MLNetHemorrhage.Models.Training;

/// <summary>The gradient of a loss with respect to every weight of a decoder.</summary>
internal sealed class DecoderGradients(ModelShape shape) : DecoderTensors(shape)
{
    public DecoderGradients(DecoderSpec spec) : this(ModelShape.Of(spec)) { }

    public void Clear() => Values.Clear();
}
