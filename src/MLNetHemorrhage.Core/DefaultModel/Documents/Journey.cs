using MLNetHemorrhage.DefaultModel.Words;
using MLNetHemorrhage.DefaultModel.Writing;

namespace MLNetHemorrhage.DefaultModel.Documents;

/// <summary>Somebody follows the ring road from town to town and sees what every town is known for.</summary>
internal static class Journey
{
    private static readonly string[] Departures =
    [
        "{a.name} set out from {b.town} with a {a.pet} called {a.petName}.", "One morning {a.name} the {a.job} left {b.town}.", "{a.name} wanted to see the world, and so {a.she} started from {b.town}.",
        "{a.name} had {x} to sell, and left {b.town} before sunrise.",
    ];

    private static readonly string[] Arrivals =
    [
        "The next town on the road was {b.town}.", "From there the road led to {b.town}.", "After a day on the road {a.name} came to {b.town}.", "Then {a.she} reached {b.town}.", "On the following day {a.she} walked to {b.town}.",
        "By evening {a.name} saw the lights of {b.town}.",
    ];

    private static readonly string[] Sights =
    [
        "{b.town} is known for its {b.goods}.", "Everybody there trades in {b.goods}.", "In {b.town} there is {b.landmark}.", "The river {b.river} runs through {b.town}.", "A {b.flag} flag was flying over the gate of {b.town}.",
        "{b.town} lies in {b.land}.", "{a.name} stood before {b.landmark} for a long time.", "{a.name} bought some {b.goods}, because {b.town} has the best.",
    ];

    private static readonly string[] Rests =
    [
        "At the inn {a.she} ate {a.food}.", "{a.name} slept in a barn.", "It rained all night.", "{a.name} found work with a {a.job} for a day.", "An old woman asked {a.name} where {a.she} was going.", "{a.name} was tired and happy.",
        "A friendly {a.pet} followed {a.name} for a mile.", "The inn was full, so {a.she} slept under a tree.",
    ];

    private static readonly string[] Questions =
    [
        "Where did {a.name} begin? In {b.town}.", "From which town did {a.name} set out? From {b.town}.", "Where did {a.name} end? In {c.town}.", "Which town did {a.name} reach last? {c.town}.", "What is {c.town} known for? Its {c.goods}.",
        "Which river runs through {c.town}? The {c.river}.", "What can you see in {b.town}? {b.landmark}.", "How many towns did {a.name} see on the way? {x}.", "In which land did the journey end? In {c.land}.", "What flag flies over {c.town}? A {c.flag} one.",
    ];

    public static void Write(Writer writer)
    {
        var traveller = Person.Draw(writer, 1)[0];
        var start = writer.Pick(Town.All);
        var onward = writer.OneIn(2);
        var stops = writer.Number(3, 5);
        writer.Say(Departures, traveller, start, x: traveller.Word("product"));
        var town = start;
        for (var stop = 0; stop < stops; stop++)
        {
            town = town.Neighbour(onward);
            writer.Say(Arrivals, traveller, town);
            foreach (var sight in writer.Draw(Sights, writer.Number(1, 2))) writer.Say([sight], traveller, town);
            if (writer.OneIn(2)) writer.Say(Rests, traveller);
        }

        writer.NewLine();
        foreach (var question in writer.Draw(Questions, writer.Number(2, 4))) writer.Say([question], traveller, start, town, x: Numbers.Word(stops));
    }
}
