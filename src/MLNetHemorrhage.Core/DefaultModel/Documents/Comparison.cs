using MLNetHemorrhage.DefaultModel.Words;
using MLNetHemorrhage.DefaultModel.Writing;

namespace MLNetHemorrhage.DefaultModel.Documents;

/// <summary>People put in an order by neighbouring pairs; the questions need the order as a whole.</summary>
internal static class Comparison
{
    private static readonly (string More, string Most, string Less, string Least)[] Scales =
    [
        ("taller", "tallest", "shorter", "shortest"), ("older", "oldest", "younger", "youngest"), ("faster", "fastest", "slower", "slowest"), ("richer", "richest", "poorer", "poorest"),
        ("stronger", "strongest", "weaker", "weakest"), ("louder", "loudest", "quieter", "quietest"),
    ];

    private static readonly string[] Openings =
    [
        "{a.name}, {b.name} and {c.name} argued about who was the {x}.", "Everybody in {a.town} wanted to know who was the {x}.", "One day {a.name} met {b.name} and {c.name}.", "{a.name} the {a.job} had two friends, {b.name} and {c.name}.",
    ];

    private static readonly string[] FurtherOpenings =
    [
        "Then they wanted to know who was the {x}.", "But who was the {x}?", "{a.name} asked {b.name} and {c.name} who was the {x}.", "Later somebody asked who was the {x}.",
    ];

    private static readonly string[] Pairs =
    [
        "{a.name} was {x} than {b.name}.", "{b.name} was {y} than {a.name}.", "{a.name} was much {x} than {b.name}.", "\"I am {x} than {b.name},\" said {a.name}, and it was true.", "Compared with {a.name}, {b.name} was {y}.",
    ];

    private static readonly string[] Ends =
    [
        "Who was the {x}? {a.name}.", "Who was the {y}? {b.name}.", "So {a.name} was the {x} of all.", "And {b.name} was the {y}.", "Was {c.name} the {x}? No, {a.name} was.", "Neither the {x} nor the {y} was {c.name}.",
    ];

    public static void Write(Writer writer)
    {
        var people = Person.Draw(writer, 3);
        var openings = Openings;
        foreach (var round in writer.Draw(Scales, writer.Number(2, 3)))
        {
            var order = writer.Draw(people, 3);
            var told = writer.Draw(people, 3);
            writer.Say(openings, told[0], told[1], told[2], x: round.Most);
            openings = FurtherOpenings;
            foreach (var person in writer.Draw(people, writer.Number(1, 2))) writer.Say(writer.Pick(Topic.Personal).Statements, person);
            var pair = writer.Number(2);
            writer.Say(Pairs, order[pair], order[pair + 1], x: round.More, y: round.Less);
            writer.Say(Pairs, order[1 - pair], order[2 - pair], x: round.More, y: round.Less);
            foreach (var end in writer.Draw(Ends, writer.Number(2, 3))) writer.Say([end], order[0], order[2], order[1], x: round.Most, y: round.Least);
            writer.NewLine();
        }
    }
}
