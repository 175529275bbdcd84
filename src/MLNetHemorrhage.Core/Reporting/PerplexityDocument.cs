using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Reporting;

/// <summary>A perplexity as a report.</summary>
public static class PerplexityDocument
{
    /// <summary>Creates the report.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="result">Its perplexity.</param>
    /// <returns>A table of the measures; as data one row.</returns>
    public static ReportDocument Create(string model, PerplexityResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new($"Perplexity of {model}", writer => ReportJson.Write(writer, model, result))
        {
            Facts = ReportFacts.Of(model, result),
            Sections =
            [
                new TableSection("Measures", [new("", "measure"), new(model, "value")])
                {
                    { "perplexity", result.Perplexity },
                    { "nll (nats per token)", result.Nll },
                    { "bits per byte", result.BitsPerByte },
                    { "tokens scored", $"{Numerals.Whole(result.Tokens)} in {Numerals.Whole(result.Windows)} windows" },
                    { "protocol", result.Protocol.ToString() },
                },
            ],
            Data = new("", Columns) { { model, result.Protocol.ToString(), result.Perplexity, result.Nll, result.BitsPerByte, result.Tokens, result.Windows } },
        };
    }

    private static ReportColumn[] Columns =>
    [
        new("model", "model"),
        new("protocol", "protocol"),
        ReportColumn.Number("perplexity", "perplexity"),
        ReportColumn.Number("nll", "nll"),
        ReportColumn.Number("bits per byte", "bitsPerByte"),
        ReportColumn.Number("tokens", "tokens"),
        ReportColumn.Number("windows", "windows"),
    ];
}
