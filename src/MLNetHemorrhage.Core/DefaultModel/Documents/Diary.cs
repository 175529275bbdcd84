using MLNetHemorrhage.DefaultModel.Words;
using MLNetHemorrhage.DefaultModel.Writing;

namespace MLNetHemorrhage.DefaultModel.Documents;

/// <summary>Days in their order, something done on each, and questions that turn from the day to the deed and back.</summary>
internal static class Diary
{
    private static readonly string[] Deeds =
    [
        "mended the roof", "baked a cake", "caught a big fish", "planted beans", "painted the door", "wrote a long letter", "swam in the river", "sold two goats", "slept until noon", "climbed the tower",
        "lost a shoe", "read an old book", "sang in the choir", "cut the hay", "built a wall", "washed the windows", "picked mushrooms", "visited an aunt", "went to the dance", "fed the hens",
        "cleaned the well", "dug up a coin", "broke a cup", "bought a new hat", "played chess", "carried wood", "saw a falling star", "helped a stranger",
    ];

    private static readonly string[] Openings =
    [
        "This is the diary of {a.name}.", "{a.name} told {b.name} about the week.", "It was a busy week in {a.town}.", "It was {x}, in the {y} of the year.", "{a.name} the {a.job} had much to do that week.",
    ];

    private static readonly string[] Days =
    [
        "On {x} {a.name} {y}.", "On {x} {a.she} {y}.", "{x} came, and {a.name} {y}.", "The next day was {x}, and {a.she} {y}.", "When it was {x}, {a.name} {y} with {b.name}.", "On {x} it rained, but {a.name} {y}.",
    ];

    private static readonly string[] FirstDays = ["On {x} {a.name} {y}.", "It began on {x}: {a.name} {y}.", "{a.name} {y} on {x}."];

    private static readonly string[] Questions =
    [
        "On which day was it that {a.name} {y}? On {x}.", "What happened on {x}? {a.name} {y}.", "Was it on {x} that {a.name} {y}? Yes, on {x}.", "{x} was the day when {a.name} {y}.",
    ];

    public static void Write(Writer writer)
    {
        var people = Person.Draw(writer, 2);
        var days = writer.Number(4, 7);
        var deeds = writer.Draw(Deeds, days);
        var first = writer.Number(7);
        var month = writer.Number(12);
        writer.Say(Openings, people[0], people[1], x: Calendar.Months[month], y: Calendar.Season(month));
        writer.Say(writer.Pick(Topic.Personal).Statements, people[0]);
        for (var day = 0; day < days; day++)
        {
            writer.Say(day == 0 ? FirstDays : Days, people[0], people[1], x: Calendar.Days[(first + day) % 7], y: deeds[day]);
            if (writer.OneIn(4)) writer.Say(writer.Pick(Topic.Personal).Memories, people[0]);
        }

        writer.NewLine();
        int[] indexes = [.. Enumerable.Range(0, days)];
        foreach (var day in writer.Draw(indexes, writer.Number(2, 3))) writer.Say(Questions, people[0], x: Calendar.Days[(first + day) % 7], y: deeds[day]);
    }
}
