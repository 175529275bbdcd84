namespace MLNetHemorrhage.Reporting;

/// <summary>Something that holds for a whole report: the model, the protocol, the version.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value.</param>
public sealed record ReportFact(string Name, string Value);
