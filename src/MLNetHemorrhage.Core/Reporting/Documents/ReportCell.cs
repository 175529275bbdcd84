using System.Globalization;
using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Reporting;

/// <summary>One cell of a table: a typed value that every form of a report shows in its own way.</summary>
public sealed record ReportCell
{
    private ReportCell(ReportCellKind kind, string text = "", double value = double.NaN, double standardError = double.NaN, int? decimals = null)
    {
        Kind = kind;
        Text = text;
        Value = value;
        StandardError = standardError;
        Decimals = decimals;
    }

    /// <summary>A cell without a value.</summary>
    public static ReportCell Missing { get; } = new(ReportCellKind.Missing);

    /// <summary>What the cell holds.</summary>
    public ReportCellKind Kind { get; }

    /// <summary>The words of a text; empty for numbers.</summary>
    public string Text { get; }

    /// <summary>The number, a share as 0 to 1; NaN for texts and missing values.</summary>
    public double Value { get; }

    /// <summary>Standard error of the number; NaN where there is none.</summary>
    public double StandardError { get; }

    private int? Decimals { get; }

    /// <summary>Whether the cell carries a standard error.</summary>
    public bool HasError => Kind is ReportCellKind.Estimate or ReportCellKind.EstimatedShare;

    /// <summary>A cell of words.</summary>
    /// <param name="text">The words.</param>
    /// <returns>The cell.</returns>
    public static ReportCell Of(string text) => new(ReportCellKind.Text, text);

    /// <summary>A cell of a whole number, shown with thousands apart.</summary>
    /// <param name="value">The number, exact up to 2^53.</param>
    /// <returns>The cell.</returns>
    public static ReportCell Of(long value) => new(ReportCellKind.Whole, value: value);

    /// <summary>A cell of a number.</summary>
    /// <param name="value">The number; NaN is shown as unknown.</param>
    /// <param name="decimals">Decimals to show; null for four significant places.</param>
    /// <returns>The cell.</returns>
    public static ReportCell Of(double value, int? decimals = null) => new(ReportCellKind.Real, value: value, decimals: decimals);

    /// <summary>A cell of a number with its standard error.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The cell.</returns>
    public static ReportCell Of(Estimate value) => new(ReportCellKind.Estimate, value: value.Value, standardError: value.StandardError);

    /// <summary>A cell of a share, shown in percent.</summary>
    /// <param name="value">The share, 0 to 1.</param>
    /// <returns>The cell.</returns>
    public static ReportCell Share(double value) => new(ReportCellKind.Share, value: value);

    /// <summary>A cell of a share with its standard error, shown in percent.</summary>
    /// <param name="value">The share, 0 to 1.</param>
    /// <returns>The cell.</returns>
    public static ReportCell Share(Estimate value) => new(ReportCellKind.EstimatedShare, value: value.Value, standardError: value.StandardError);

    /// <summary>A cell of words.</summary>
    /// <param name="text">The words.</param>
    public static implicit operator ReportCell(string text) => Of(text);

    /// <summary>A cell of a whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator ReportCell(long value) => Of(value);

    /// <summary>A cell of a number with its standard error.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator ReportCell(Estimate value) => Of(value);

    /// <summary>The cell as people read it: "4.086 ± 0.049".</summary>
    /// <param name="sign">Whether a share ends with " %"; false where its column says so already.</param>
    /// <returns>The text; empty where the value is missing.</returns>
    public string Show(bool sign = true) => Kind switch
    {
        ReportCellKind.Text => Text,
        ReportCellKind.Whole => Numerals.Whole((long)Value),
        ReportCellKind.Real when Decimals is { } decimals && double.IsFinite(Value) =>
            Value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        ReportCellKind.Real => Numerals.Short(Value),
        ReportCellKind.Estimate => Numerals.WithError(new(Value, StandardError)),
        ReportCellKind.Share => sign ? Numerals.Percent(Value) : Numerals.Percent(Value)[..^2],
        ReportCellKind.EstimatedShare when sign => Numerals.Percent(new Estimate(Value, StandardError)),
        ReportCellKind.EstimatedShare => Numerals.WithError(Numerals.Percentage(new(Value, StandardError))),
        _ => "",
    };
}
