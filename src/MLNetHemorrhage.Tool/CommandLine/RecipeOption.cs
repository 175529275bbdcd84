using System.CommandLine;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>What is done to a model, and the methods that can be named.</summary>
internal static class RecipeOption
{
    /// <summary>One recipe.</summary>
    /// <param name="standard">What the description says of a recipe that is left out.</param>
    /// <param name="required">Whether there must be one.</param>
    public static Option<Recipe?> One(string standard = "", bool required = true) => new("--recipe")
    {
        Description = $"What to do to the model: steps joined by +. {standard}".TrimEnd(),
        HelpName = "RECIPE",
        Required = required,
        CustomParser = result => ParsedOption.Read(result, result.Tokens[^1].Value, Recipe.Parse),
    };

    /// <summary>Any number of recipes.</summary>
    public static Option<Recipe[]> Many() => new("--recipe")
    {
        Description = "What to do to the model: steps joined by +; give the option once for each recipe. Default: a ladder of growing strength for every method.",
        HelpName = "RECIPE",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => ParsedOption.Read(result, token.Value, Recipe.Parse)).OfType<Recipe>()],
    };

    /// <summary>Every method with its parameters, for help texts.</summary>
    public static string Methods() => string.Join('\n', ModificationMethods.All.SelectMany(method =>
        (string[])[
            $"  {method.Title}: {method.Summary}{(method.NeedsCalibration ? " (calibrated)" : "")}",
            .. method.Parameters.Select(p => $"      {p.Name}={p.Default}  {p.Expected}"),
        ]));
}
