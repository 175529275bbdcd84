using Microsoft.ML.Data;

namespace MLNetHemorrhage.Transforms;

/// <summary>The data view type of the annotation by which a live model travels from step to step.</summary>
internal sealed class LanguageModelType : StructuredDataViewType
{
    private LanguageModelType() : base(typeof(LanguageModel)) { }

    public static LanguageModelType Instance { get; } = new();

    public override bool Equals(DataViewType? other) => other is LanguageModelType;

    public override bool Equals(object? obj) => obj is LanguageModelType;

    public override int GetHashCode() => typeof(LanguageModelType).GetHashCode();

    public override string ToString() => nameof(LanguageModel);
}
