using System.Text;
using System.Text.Json;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Evaluation.Choices;

/// <summary>
/// Reads multiple-choice questions in the form of the AI2 Reasoning Challenge (Clark et al. 2018): a JSON object a line,
/// <c>{"id": …, "question": {"stem": …, "choices": [{"text": …, "label": "A"}, …]}, "answerKey": "A"}</c>. Labels may be any text;
/// the id may be missing; blank lines are skipped.
/// </summary>
public static class MultipleChoiceFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <returns>Its questions, in order.</returns>
    /// <exception cref="HemorrhageException">The file cannot be read, a line is malformed, or there is no question; the message names file and line.</exception>
    public static IReadOnlyList<MultipleChoiceQuestion> Read(string path) => Parse(TextSource.Read(path), path);

    internal static IReadOnlyList<MultipleChoiceQuestion> Parse(string text, string name)
    {
        var questions = new List<MultipleChoiceQuestion>();
        // Nothing else ends a line: JSON text may hold any of Unicode's other line ends.
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(lines[i])) questions.Add(Question(lines[i], $"{name}:{i + 1}"));
        }
        return questions.Count > 0 ? questions : throw new HemorrhageException($"{name}: expected multiple-choice questions, found none.");
    }

    private static MultipleChoiceQuestion Question(string line, string where)
    {
        var root = Object(line, where);
        var question = root.Member("question");
        var id = root.Optional("id");
        var choices = question.Member("choices").Items().Select(choice => (Text: Filled(choice.Member("text")), Label: choice.Member("label").Text())).ToList();
        if (choices.Count < 2) throw new HemorrhageException($"{where}: expected at least two choices, found {choices.Count}.");
        string[] labels = [.. choices.Select(choice => choice.Label)];
        if (labels.GroupBy(label => label).FirstOrDefault(group => group.Count() > 1) is { } repeated)
            throw new HemorrhageException($"{where}: expected different labels, found {Quoted(repeated.Key)} twice.");
        var key = root.Member("answerKey").Text();
        int answer = Array.IndexOf(labels, key);
        if (answer < 0) throw new HemorrhageException($"{where}: expected an answerKey among {string.Join(", ", labels.Select(Quoted))}, found {Quoted(key)}.");
        return new(id.IsNull ? where : id.Text(), Filled(question.Member("stem")), [.. choices.Select(choice => choice.Text)], answer);
    }

    private static LocatedJson Object(string line, string where)
    {
        try
        {
            return LocatedJson.Parse(Encoding.UTF8.GetBytes(line), where);
        }
        catch (HemorrhageException e) when (e.InnerException is JsonException json)
        {
            throw new HemorrhageException($"{where}: expected one JSON object, found an error at byte {json.BytePositionInLine + 1} of the line.", json);
        }
    }

    private static string Filled(LocatedJson member) =>
        member.Text() is { Length: > 0 } text ? text : throw new HemorrhageException($"{member.Where} expected text, found none.");

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
