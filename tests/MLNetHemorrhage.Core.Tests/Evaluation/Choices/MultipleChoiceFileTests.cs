using MLNetHemorrhage.Evaluation.Choices;

namespace MLNetHemorrhage.Tests.Evaluation.Choices;

[TestClass]
public sealed class MultipleChoiceFileTests
{
    private const string Line = """{"id": "Q1", "question": {"stem": "Which?", "choices": [{"text": "é", "label": "A"}, {"text": "no", "label": "B"}]}, "answerKey": "B"}""";

    [TestMethod]
    public void Letters_and_digits_name_the_answer()
    {
        var questions = MultipleChoiceFile.Parse(Line + "\r\n\n" + Line.Replace("\"A\"", "\"1\"").Replace("\"B\"", "\"2\"").Replace("\"answerKey\": \"2\"", "\"answerKey\": \"1\""), "f.jsonl");
        Assert.HasCount(2, questions);
        Assert.AreEqual(("Q1", "Which?", "é,no", 1), (questions[0].Id, questions[0].Stem, string.Join(',', questions[0].Choices), questions[0].Answer));
        Assert.AreEqual(0, questions[1].Answer);
    }

    [TestMethod]
    public void A_line_separator_inside_a_text_ends_no_line()
    {
        Assert.AreEqual("Wh\u2028ich?", MultipleChoiceFile.Parse(Line.Replace("Which", "Wh\u2028ich"), "f.jsonl")[0].Stem);
    }

    [TestMethod]
    public void A_question_without_an_id_is_named_by_its_line()
    {
        Assert.AreEqual("f.jsonl:2", MultipleChoiceFile.Parse("\n" + Line.Replace("\"id\": \"Q1\", ", ""), "f.jsonl")[0].Id);
    }

    [TestMethod]
    [DataRow("", "", "f.jsonl: expected multiple-choice questions, found none")]
    [DataRow("\"answerKey\": \"B\"", "\"answerKey\": \"C\"", "f.jsonl:2: expected an answerKey among \"A\", \"B\", found \"C\"")]
    [DataRow("\"answerKey\": \"B\"", "\"answerKey\": 2", "f.jsonl:2: answerKey expected string, found number")]
    [DataRow(", \"answerKey\": \"B\"", "", "f.jsonl:2: expected a member \"answerKey\", found none")]
    [DataRow("\"stem\": \"Which?\", ", "", "f.jsonl:2: question expected a member \"stem\", found none")]
    [DataRow("\"no\"", "\"\"", "f.jsonl:2: question.choices[1].text expected text, found none")]
    [DataRow("\"label\": \"B\"", "\"label\": \"A\"", "f.jsonl:2: expected different labels, found \"A\" twice")]
    [DataRow(", {\"text\": \"no\", \"label\": \"B\"}", "", "f.jsonl:2: expected at least two choices, found 1")]
    [DataRow("\"B\"}", "\"B\"", "f.jsonl:2: expected one JSON object, found an error at byte 114 of the line")]
    [DataRow("\"choices\": [", "\"choices\": 5, \"x\": [", "f.jsonl:2: question.choices expected array, found number")]
    public void A_malformed_line_is_refused_by_file_and_line(string found, string replacement, string expected)
    {
        string text = found.Length == 0 ? " \n\n" : Line + "\n" + Line.Replace(found, replacement);
        var error = Assert.ThrowsExactly<HemorrhageException>(() => MultipleChoiceFile.Parse(text, "f.jsonl"));
        StringAssert.StartsWith(error.Message, expected);
        Assert.IsFalse(error.Message.Contains('\n'), error.Message);
    }
}
