using MLNetHemorrhage.DefaultModel.Words;
using MLNetHemorrhage.DefaultModel.Writing;

namespace MLNetHemorrhage.DefaultModel.Documents;

/// <summary>Somebody has some things; more come, some go; the number is said each time and must be right.</summary>
internal static class Counting
{
    private static readonly string[] Goods = ["apples", "pears", "eggs", "coins", "shells", "candles", "barrels", "jugs", "books", "buttons", "nails", "plums", "loaves", "stones"];

    private static readonly string[] Starts =
    [
        "{a.name} had {x} {y}.", "{a.name} the {a.job} began the day with {x} {y}.", "On the table of {a.name} lay {x} {y}.", "There were {x} {y} in the bag of {a.name}.", "{a.name} counted {a.his} {y} and there were {x}.",
    ];

    private static readonly string[] Gains =
    [
        "Then {a.she} bought {x} more, and now there were {y}.", "{b.name} gave {a.her} {x}, which made {y}.", "{a.name} found {x} more {z}. That made {y}.", "{a.she} got {x} from {b.name}, so now {a.name} had {y} {z}.",
        "In the cellar there were {x} more, so there were {y} in all.",
    ];

    private static readonly string[] Losses =
    [
        "Then {a.she} lost {x}, and {y} were left.", "{a.name} gave {x} to {b.name} and kept {y}.", "{b.name} took {x}, so only {y} {z} were left.", "{a.name} sold {x} of the {z}. That left {y}.", "{x} were broken, and {y} were still good.",
    ];

    private static readonly string[] Ends =
    [
        "How many {z} did {a.name} have at the end? {y}.", "How many {z} were there at first? {x}.", "At the end of the day {a.name} had {y} {z}.", "So {a.name} started with {x} {z} and ended with {y}.", "Who had {y} {z} at last? {a.name}.",
    ];

    public static void Write(Writer writer)
    {
        var people = Person.Draw(writer, 2);
        var goods = writer.Pick(Goods);
        var first = writer.Number(3, 12);
        var count = first;
        foreach (var topic in writer.Draw(Topic.Personal, 2)) writer.Say(topic.Statements, people[0]);
        writer.Say(Starts, people[0], x: Numbers.Word(count), y: goods);
        for (var change = writer.Number(3, 6); change > 0; change--)
        {
            if (count < 6 || (count < 20 && writer.OneIn(2)))
            {
                var gain = writer.Number(2, 10);
                count += gain;
                writer.Say(Gains, people[0], people[1], x: Numbers.Word(gain), y: Numbers.Word(count), z: goods);
            }
            else
            {
                var loss = writer.Number(2, Math.Min(9, count - 2));
                count -= loss;
                writer.Say(Losses, people[0], people[1], x: Numbers.Word(loss), y: Numbers.Word(count), z: goods);
            }
        }

        if (writer.OneIn(3)) CountUp(writer, people[0], count);
        writer.NewLine();
        foreach (var end in writer.Draw(Ends, 2)) writer.Say([end], people[0], x: Numbers.Word(first), y: Numbers.Word(count), z: goods);
    }

    /// <summary>Counts aloud; long rows would be too easy, so they start a few numbers before the last.</summary>
    private static void CountUp(Writer writer, Person person, int count)
    {
        var row = string.Join(", ", Enumerable.Range(Math.Max(1, count - 5), Math.Min(count, 6)).Select(Numbers.Word));
        writer.Say(["{a.name} counted again: {x}.", "\"{x},\" counted {a.name}.", "{a.name} wanted to be sure and counted: {x}."], person, x: row);
    }
}
