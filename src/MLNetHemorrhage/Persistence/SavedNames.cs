namespace MLNetHemorrhage.Persistence;

/// <summary>
/// Columns and contracts inside saved pipelines. They can never change: models saved before name them. The columns live only between two
/// built-in steps of one saved transformer; a loaded mapping knows no other names than these.
/// </summary>
internal static class SavedNames
{
    public const string Key = "__hemorrhage_key", Description = "__hemorrhage_description", Package = "__hemorrhage_package", Text = "__hemorrhage_text";

    public const string NegativeLogLikelihood = "__hemorrhage_nll", Perplexity = "__hemorrhage_perplexity", TokenCount = "__hemorrhage_tokens";

    public const string KeyContract = "MLNetHemorrhage.Key", ScoreContract = "MLNetHemorrhage.ScoreText";
}
