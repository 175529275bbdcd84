using System.Text;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.DefaultModel.Writing;

/// <summary>Writes one document: makes its random choices and puts its sentences together.</summary>
internal sealed class Writer(RandomSource random)
{
    private readonly StringBuilder _text = new(1024);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Characters written so far.</summary>
    public int Length => _text.Length;

    /// <summary>A number from 0 to below <paramref name="count"/>.</summary>
    public int Number(int count) => random.NextInt(count);

    /// <summary>A number between two bounds, both included.</summary>
    public int Number(int from, int to) => from + random.NextInt(to - from + 1);

    /// <summary>True once in <paramref name="times"/>.</summary>
    public bool OneIn(int times) => random.NextInt(times) == 0;

    /// <summary>One of several.</summary>
    public T Pick<T>(IReadOnlyList<T> choices) => choices[random.NextInt(choices.Count)];

    /// <summary>Several different ones, in random order.</summary>
    public T[] Draw<T>(IReadOnlyList<T> choices, int count)
    {
        var order = new int[choices.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        var drawn = new T[count];
        for (var i = 0; i < count; i++)
        {
            var other = i + random.NextInt(order.Length - i);
            (order[i], order[other]) = (order[other], order[i]);
            drawn[i] = choices[order[i]];
        }

        return drawn;
    }

    /// <summary>Appends one of several sentences, filled.</summary>
    public void Say(IReadOnlyList<string> templates, ISubject? a = null, ISubject? b = null, ISubject? c = null, string x = "", string y = "", string z = "")
    {
        if (_text.Length > 0 && _text[^1] != '\n') _text.Append(' ');
        Template.Fill(_text, PickFresh(templates), new() { A = a, B = b, C = c, X = x, Y = y, Z = z });
    }

    /// <summary>A template that this document has not used, where two tries find one.</summary>
    private string PickFresh(IReadOnlyList<string> templates)
    {
        var template = Pick(templates);
        if (!_used.Add(template))
        {
            template = Pick(templates);
            _used.Add(template);
        }

        return template;
    }

    /// <summary>Starts a new line.</summary>
    public void NewLine() => _text.Append('\n');

    public override string ToString() => _text.ToString().TrimEnd();
}
