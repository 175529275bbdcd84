using MLNetHemorrhage.DefaultModel.Writing;

namespace MLNetHemorrhage.DefaultModel.Documents;

/// <summary>What a story has told so far, and the questions that can be asked about it.</summary>
internal sealed class StoryState(Writer writer)
{
    private readonly List<Action> _questions = [];

    public Writer Writer { get; } = writer;

    public required Person[] People { get; init; }

    public required Belonging[] Things { get; init; }

    /// <summary>The kind of the latest event.</summary>
    public Action<StoryState>? LastEvent { get; set; }

    /// <summary>Keeps a question for the end; it is put together only then, when everything has happened.</summary>
    public void Remember(Action question) => _questions.Add(question);

    /// <summary>Asks some of the questions, in random order.</summary>
    public void Ask(int count)
    {
        foreach (var question in Writer.Draw(_questions, Math.Min(count, _questions.Count))) question();
    }
}
