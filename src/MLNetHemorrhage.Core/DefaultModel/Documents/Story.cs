using MLNetHemorrhage.DefaultModel.Words;
using MLNetHemorrhage.DefaultModel.Writing;

namespace MLNetHemorrhage.DefaultModel.Documents;

/// <summary>A few people with homes, trades and things; what happens to them; and what can be asked afterwards.</summary>
internal static class Story
{
    private static readonly string[] Openings =
    [
        "It was a bright morning in {a.town}.", "This happened in the year of the great flood.", "Once there were people who knew each other well.", "Listen to a story from {a.land}.",
        "Winter had come to {a.town}.", "On market day the streets of {a.town} were full.", "Here is what they tell in {a.town}.", "One evening by the river {a.river} somebody told this story.",
    ];

    private static readonly string[] Bonds = ["friends", "neighbours", "cousins", "old rivals", "partners", "schoolmates"];

    public static void Write(Writer writer)
    {
        var people = Person.Draw(writer, writer.Number(2, 3));
        var state = new StoryState(writer) { People = people, Things = Belonging.Draw(writer, people) };
        if (writer.OneIn(3)) writer.Say(Openings, writer.Pick(Town.All));
        foreach (var (index, person) in people.Index()) Introduce(state, person, state.Things[index]);
        if (writer.OneIn(2)) Bond(state);
        if (writer.OneIn(2)) writer.NewLine();
        var length = writer.Length + writer.Number(120, 380);
        while (writer.Length < length) StoryEvents.Next(state);
        writer.NewLine();
        state.Ask(writer.Number(2, 4));
    }

    private static void Introduce(StoryState state, Person person, Belonging thing)
    {
        var writer = state.Writer;
        foreach (var topic in writer.Draw(Topic.Personal, writer.Number(1, 2)))
        {
            writer.Say(topic.Statements, person);
            person.Told.Add(topic);
            state.Remember(() => writer.Say(topic.Questions, person, x: writer.Pick(Array.FindAll(Things.Foods, food => food != person.Word("food")))));
        }

        writer.Say(Topic.Property.Statements, person, c: thing);
        state.Remember(() => writer.Say(Topic.Property.Questions, person, c: thing, x: writer.Pick(Array.FindAll(Things.Colours, colour => colour != thing.Colour))));
    }

    private static void Bond(StoryState state)
    {
        var bond = state.Writer.Pick(Bonds);
        var pair = state.Writer.Draw(state.People, 2);
        state.Writer.Say(["{a.name} and {b.name} were {x}.", "They were {x}, {a.name} and {b.name}.", "{a.name} and {b.name} had been {x} for many years."], pair[0], pair[1], x: bond);
        state.Remember(() => state.Writer.Say(["What were {a.name} and {b.name}? They were {x}."], pair[0], pair[1], x: bond));
    }
}
