using MLNetHemorrhage.DefaultModel.Words;
using MLNetHemorrhage.DefaultModel.Writing;

namespace MLNetHemorrhage.DefaultModel.Documents;

/// <summary>A thing in a story. Events change its owner, colour and place; questions ask for what holds at the end.</summary>
internal sealed class Belonging(string thing, string material, string colour, Person owner) : ISubject
{
    public string Colour { get; set; } = colour;

    /// <summary>Whether it has lost its first colour.</summary>
    public bool Painted { get; set; }

    public Person Owner { get; set; } = owner;

    /// <summary>Where it was left; null while somebody carries it.</summary>
    public Place? Place { get; set; }

    public string Word(ReadOnlySpan<char> key) => key switch
    {
        "thing" => thing,
        "material" => material,
        "colour" => Colour,
        "owner" => Owner.Name,
        "where" => Place?.Where ?? throw new InvalidOperationException($"The {thing} is nowhere yet."),
        _ => throw new ArgumentException($"A thing has no {key}."),
    };

    /// <summary>Different things of different colours, one for each owner.</summary>
    public static Belonging[] Draw(Writer writer, Person[] owners)
    {
        var things = writer.Draw(Things.All, owners.Length);
        var colours = writer.Draw(Things.Colours, owners.Length);
        return [.. owners.Select((owner, i) => new Belonging(things[i].Name, writer.Pick(things[i].Materials), colours[i], owner))];
    }
}
