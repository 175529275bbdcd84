using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace MLNetHemorrhage.Analyzers.Flow.Recipes;

/// <summary>A step of a recipe's text.</summary>
internal sealed record RecipeStep(string Verb, string Method, ImmutableArray<RecipeParameter> Parameters, TextSpan Span);

/// <summary>A parameter of a step: a number, a truth value or a word.</summary>
internal sealed record RecipeParameter(string Name, object Value, TextSpan Span);

/// <summary>
/// Reads the text form of recipes, <c>prune(wanda, sparsity=0.5) + quantize(rtn, bits=4)</c>. Run time says what is wrong with a text that is no
/// recipe; here there is nothing to say about it.
/// </summary>
internal sealed class RecipeReader
{
    private readonly string _text;
    private int _position;

    private RecipeReader(string text) => _text = text;

    /// <summary>The steps; null where the text is not a recipe.</summary>
    public static IReadOnlyList<RecipeStep>? Read(string text) => new RecipeReader(text).Steps();

    private List<RecipeStep>? Steps()
    {
        var steps = new List<RecipeStep>();
        do
        {
            if (Step() is not { } step) return null;
            steps.Add(step);
        }
        while (Accept('+'));
        return _position == _text.Length ? steps : null;
    }

    private RecipeStep? Step()
    {
        SkipSpace();
        int start = _position;
        var parameters = ImmutableArray.CreateBuilder<RecipeParameter>();
        if (Word() is not { } verb || !Accept('(') || Word() is not { } method) return null;
        while (Accept(','))
        {
            if (Word() is not { } name || !Accept('=')) return null;
            int valueStart = _position;
            if (While(c => char.IsLetterOrDigit(c) || "._:+-".IndexOf(c) >= 0) is not { } value) return null;
            parameters.Add(new(name, Value(value), TextSpan.FromBounds(valueStart, _position)));
        }
        SkipSpace();
        if (_position == _text.Length || _text[_position] != ')') return null;
        _position++;
        var span = TextSpan.FromBounds(start, _position);
        SkipSpace();
        return new(verb, method, parameters.ToImmutable(), span);
    }

    private static object Value(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : bool.TryParse(text, out bool truth) ? truth
        : text;

    private string? Word() => While(char.IsLetterOrDigit);

    private string? While(Predicate<char> belongs)
    {
        int start = _position;
        while (_position < _text.Length && belongs(_text[_position])) _position++;
        return _position > start ? _text.Substring(start, _position - start) : null;
    }

    private bool Accept(char c)
    {
        SkipSpace();
        if (_position == _text.Length || _text[_position] != c) return false;
        _position++;
        SkipSpace();
        return true;
    }

    private void SkipSpace()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position])) _position++;
    }
}
