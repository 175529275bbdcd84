namespace MLNetHemorrhage.Thresholds.Text;

/// <summary>Makes a record of the words of a line. Unknown keys are problems: a misspelt one would otherwise be lost.</summary>
internal static class RecordReader
{
    /// <summary>The record; null, with the problems told, where there is any.</summary>
    public static TableRecord? Read(LineFields line, List<LineProblem> problems)
    {
        var fields = new FieldReader(line, problems);
        TableRecord? record = line.Kind switch
        {
            "threshold" => ReadThreshold(fields),
            "curve" => new CurveRecord(fields.Step(), fields.Required("coordinate"), fields.Knots()),
            "interaction" => new InteractionRecord(fields.StepName("first"), fields.StepName("second"), fields.InteractionKnots()) { Error = fields.Number("error") },
            "range" => new RangeRecord(fields.Step(), fields.Required("parameter"), fields.RequiredNumber("from"), fields.RequiredNumber("to")),
            _ => null,
        };
        if (record is null)
        {
            problems.Add(new(line.KindColumn, $"expected threshold, curve, interaction or range; found \"{ThresholdText.Shorten(line.Kind)}\""));
            return null;
        }
        record = record with
        {
            Model = fields.Optional("model") ?? TableRecord.AnyModel,
            Sha256 = fields.Optional("sha256"),
            MeasuredOn = fields.Optional("measuredOn"),
            Protocol = fields.Optional("protocol"),
            Source = fields.Optional("source"),
        };
        fields.RefuseOthers();
        if (problems.Count == 0 && RecordRules.Violation(record) is { } violation)
            problems.Add(new(fields.ColumnOf(violation.Key), violation.ToString()));
        return problems.Count == 0 ? record : null;
    }

    private static ThresholdRecord ReadThreshold(FieldReader fields) => new(fields.Step(), fields.Required("coordinate"))
    {
        S0 = fields.Number("s0"),
        Low = fields.Number("low"),
        High = fields.Number("high"),
        Tolerance = fields.Number("tolerance"),
        STol = fields.Number("sTol"),
        STolLow = fields.Number("sTolLow"),
        STolHigh = fields.Number("sTolHigh"),
    };
}
