using System.Reflection;
using System.Text;
using MLNetHemorrhage.Thresholds.Text;

namespace MLNetHemorrhage.Thresholds;

/// <summary>
/// What is known about how far models can go: the lines of threshold files (<c>*.hemorrhage-thresholds.txt</c>). Immutable.
/// Of records that agree in kind, step, model and protocol the last one holds.
/// </summary>
public sealed class ThresholdTable
{
    private const string DefaultFile = "paper.hemorrhage-thresholds.txt";

    private static readonly Lazy<ThresholdTable> Published = new(() => FromResource(typeof(ThresholdTable).Assembly, DefaultFile));

    /// <summary>Creates a table.</summary>
    /// <param name="records">The records; later ones replace earlier ones that are about the same.</param>
    /// <exception cref="ArgumentException">A record is not one that a file may have; the message says why.</exception>
    public ThresholdTable(params IEnumerable<TableRecord> records)
    {
        var byKey = new Dictionary<string, int>();
        var kept = new List<TableRecord>();
        foreach (var record in records)
        {
            if (RecordRules.Violation(record) is { } violation) throw new ArgumentException(violation.ToString(), nameof(records));
            if (byKey.TryGetValue(record.Key, out int index)) kept[index] = record;
            else
            {
                byKey.Add(record.Key, kept.Count);
                kept.Add(record);
            }
        }
        Records = kept;
        Thresholds = [.. kept.OfType<ThresholdRecord>()];
        Curves = [.. kept.OfType<CurveRecord>()];
        Interactions = [.. kept.OfType<InteractionRecord>()];
        Ranges = [.. kept.OfType<RangeRecord>()];
    }

    /// <summary>A table that knows nothing.</summary>
    public static ThresholdTable Empty { get; } = new();

    /// <summary>
    /// What is published: "Model Hemorrhage and the Robustness Limits of Large Language Models" (2025) for LLaMA-2-7B, as the fallback for
    /// every model. Read once, when first asked for.
    /// </summary>
    public static ThresholdTable Default => Published.Value;

    /// <summary>Every record, in the order of the files.</summary>
    public IReadOnlyList<TableRecord> Records { get; }

    /// <summary>How far single steps can go.</summary>
    public IReadOnlyList<ThresholdRecord> Thresholds { get; }

    /// <summary>What single steps cost.</summary>
    public IReadOnlyList<CurveRecord> Curves { get; }

    /// <summary>What pairs of steps cost beyond their sum.</summary>
    public IReadOnlyList<InteractionRecord> Interactions { get; }

    /// <summary>What parameters that are no strengths were calibrated for.</summary>
    public IReadOnlyList<RangeRecord> Ranges { get; }

    /// <summary>Reads the text of a threshold file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">The file, for problems.</param>
    /// <param name="problems">Takes what cannot be used, in the order of the text; a line with a problem is left out.</param>
    /// <returns>The records of the other lines.</returns>
    public static ThresholdTable Parse(string text, string fileName, ICollection<ThresholdProblem> problems) =>
        new(ThresholdText.Read(text, fileName, problems));

    /// <summary>This table with the records of another, which replace those that are about the same.</summary>
    /// <param name="later">The other table.</param>
    /// <returns>A new table.</returns>
    public ThresholdTable Merge(ThresholdTable later) => new(Records.Concat(later.Records));

    /// <summary>The text of a threshold file; <see cref="Parse"/> reads the same records from it.</summary>
    /// <returns>The first line, then one line for each record.</returns>
    public string Write() => ThresholdText.Write(Records);

    /// <summary>A table that ships inside an assembly.</summary>
    internal static ThresholdTable FromResource(Assembly assembly, string file)
    {
        using var stream = assembly.GetManifestResourceStream("thresholds/" + file)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name}: expected a resource thresholds/{file}, found none.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var problems = new List<ThresholdProblem>();
        var table = Parse(reader.ReadToEnd(), file, problems);
        return problems.Count == 0 ? table : throw new InvalidOperationException(problems[0].ToString());
    }
}
