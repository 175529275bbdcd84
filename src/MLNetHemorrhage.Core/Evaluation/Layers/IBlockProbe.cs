using MLNetHemorrhage.Models.Running;

namespace MLNetHemorrhage.Evaluation.Layers;

/// <summary>Compares base and modified model while both run over a text side by side.</summary>
internal interface IBlockProbe
{
    /// <summary>Called for every batch once both models have embedded it: the residual streams are known.</summary>
    void Embedded(PairedBatch batch);

    /// <summary>Called for every batch and block, in order, once both models have run it: everything is known.</summary>
    void Ran(int block, PairedBatch batch);
}

/// <summary>One batch in both models.</summary>
/// <param name="Rows">The rows that count.</param>
/// <param name="FirstCluster">Number of the batch's first counted window among all of the text.</param>
/// <param name="Base">What the base did.</param>
/// <param name="Modified">What the modified model did.</param>
internal sealed record PairedBatch(CountedRows Rows, int FirstCluster, PairedModel Base, PairedModel Modified)
{
    /// <summary>The error of a window whose numbers are not finite: the base model's where its own are not.</summary>
    public HemorrhageException NotFinite(bool isBaseFinite, string where, int window) => new(
        $"{(isBaseFinite ? Modified : Base).Model.Name}: expected finite numbers, found NaN or infinity in {where}, window {window} of the text; the weights are damaged or too large for single precision.");
}

/// <summary>One of the two models while it runs.</summary>
internal sealed class PairedModel(LanguageModel model, DecoderRunner runner)
{
    public LanguageModel Model { get; } = model;

    public DecoderRunner Runner { get; } = runner;

    public BlockTrace Trace { get; } = new(model.Decoder.Spec);
}
