using MLNetHemorrhage.DefaultModel.Words;

namespace MLNetHemorrhage.DefaultModel.Documents;

/// <summary>What can happen in a story. Each event writes a sentence or two and changes the state.</summary>
internal static class StoryEvents
{
    private static readonly Action<StoryState>[] All = [Walk, Walk, Leave, Leave, Fetch, Give, Paint, Recall, Recall, Recall, Gather, Meet, Weather, Letter];

    /// <summary>Writes one event, of another kind than the one before.</summary>
    public static void Next(StoryState state)
    {
        var kind = state.Writer.Pick(Array.FindAll(All, candidate => candidate != state.LastEvent));
        state.LastEvent = kind;
        kind(state);
    }

    private static void Walk(StoryState state)
    {
        var person = state.Writer.Pick(state.People);
        var first = person.Place is null;
        person.Place = OtherPlace(state, person.Place);
        state.Writer.Say(
            [
                "{a.name} went {b.whither}.", "Then {a.name} walked {b.whither}.", "In the morning {a.name} went {b.whither}.", "{a.name} hurried {b.whither}.",
                "After a while {a.name} went {b.whither} to rest.", "{a.name} took the short way {b.whither}.", "Slowly {a.name} walked {b.whither}.",
            ],
            person,
            person.Place);
        if (!first) return;
        state.Remember(() => state.Writer.Say(
            ["Where was {a.name} at the end? {a.where}.", "Where could you find {a.name} now? {a.where}.", "Who was {a.where}? {a.name} was there."], person));
    }

    private static void Leave(StoryState state)
    {
        var thing = state.Writer.Pick(state.Things);
        var first = thing.Place is null;
        thing.Place = OtherPlace(state, thing.Place);
        state.Writer.Say(
            first
                ? ["{a.owner} left the {a.thing} {b.where}.", "{a.owner} forgot the {a.thing} {b.where}.", "{a.owner} put the {a.colour} {a.thing} down {b.where}.", "{a.owner} hid the {a.thing} {b.where}."]
                : ["Later {a.owner} moved the {a.thing}, and now it was {b.where}.", "The wind and some children carried the {a.thing} away, and it was found {b.where}.", "Then the {a.thing} was left {b.where}."],
            thing,
            thing.Place);
        if (!first) return;
        state.Remember(() =>
        {
            if (thing.Place is null) state.Writer.Say(["Who carried the {a.thing} home? {a.owner}.", "Was the {a.thing} lost? No, {a.owner} had it."], thing);
            else state.Writer.Say(["Where was the {a.thing} at the end? {a.where}.", "Where was the {a.colour} {a.thing} now? {a.where}."], thing);
        });
    }

    private static void Fetch(StoryState state)
    {
        var thing = Array.Find(state.Things, t => t.Place is not null);
        if (thing is null)
        {
            Leave(state);
            return;
        }

        state.Writer.Say(
            [
                "{a.owner} found the {a.thing} {a.where} and took it home.", "The {a.colour} {a.thing} was still {a.where}, and {a.owner} picked it up.",
                "{a.owner} remembered that the {a.thing} was {a.where}, and went to fetch it.",
            ],
            thing);
        thing.Place = null;
        // A question about where it lies is already waiting, and will see that somebody has it now.
    }

    private static void Give(StoryState state)
    {
        var carried = Array.FindAll(state.Things, t => t.Place is null);
        if (carried.Length == 0)
        {
            Fetch(state);
            return;
        }

        var thing = state.Writer.Pick(carried);
        var giver = thing.Owner;
        var receiver = state.Writer.Pick(Array.FindAll(state.People, person => person != giver));
        state.Writer.Say(
            [
                "{a.name} gave the {c.thing} to {b.name}.", "{a.name} sold the {c.colour} {c.thing} to {b.name}.", "\"Take my {c.thing},\" said {a.name} to {b.name}. So now it belonged to {b.name}.",
                "{b.name} had always wanted the {c.thing}, and {a.name} made {b.her} a present of it.", "{a.name} lost a game, and so {b.name} won the {c.colour} {c.thing}.",
            ],
            giver,
            receiver,
            thing);
        thing.Owner = receiver;
        state.Remember(() => state.Writer.Say(["Who gave away the {c.thing}? {a.name} did.", "From whom did {b.name} get the {c.thing}? From {a.name}."], giver, receiver, thing));
    }

    private static void Paint(StoryState state)
    {
        // Painted twice, "before" would have two answers.
        var unpainted = Array.FindAll(state.Things, t => !t.Painted);
        if (unpainted.Length == 0)
        {
            Weather(state);
            return;
        }

        var thing = state.Writer.Pick(unpainted);
        var before = thing.Colour;
        var colour = state.Writer.Pick(Array.FindAll(Things.Colours, c => Array.TrueForAll(state.Things, t => t.Colour != c)));
        state.Writer.Say(
            ["{a.owner} painted the {x} {a.thing} {y}.", "{a.owner} was tired of the colour {x}, so {a.owner} dyed the {a.thing} {y}.", "The {x} {a.thing} got a new coat of paint and was {y} now."],
            thing,
            x: before,
            y: colour);
        thing.Colour = colour;
        thing.Painted = true;
        state.Remember(() => state.Writer.Say(["What colour was the {a.thing} before it was {y}? {x}.", "Had the {a.thing} always been {y}? No, first it was {x}."], thing, x: before, y: colour));
    }

    /// <summary>Brings up again what is known of somebody.</summary>
    private static void Recall(StoryState state)
    {
        var person = state.Writer.Pick(state.People);
        var thing = Array.Find(state.Things, t => t.Owner == person);
        if (thing is not null && state.Writer.OneIn(3)) state.Writer.Say(Topic.Property.Memories, person, c: thing);
        else state.Writer.Say(state.Writer.Pick(person.Told).Memories, person);
    }

    private static void Gather(StoryState state)
    {
        var pair = state.Writer.Draw(state.People, 2);
        var first = state.Writer.Number(2, 9);
        var second = state.Writer.Number(2, 9);
        var goods = state.Writer.Pick(["apples", "pears", "plums", "walnuts", "shells", "mushrooms", "eggs", "cherries", "pine cones", "flowers"]);
        var (a, b) = (Numbers.Word(first), Numbers.Word(second));
        state.Writer.Say(
            [$"{{a.name}} picked {a} {goods} and {{b.name}} picked {b}. Together they had {{x}} {goods}.", $"{{a.name}} had {a} {goods}. {{b.name}} gave {{a.her}} {b} more, so {{a.name}} had {{x}} {goods}."],
            pair[0],
            pair[1],
            x: Numbers.Word(first + second));
    }

    private static void Meet(StoryState state)
    {
        var pair = state.Writer.Draw(state.People, 2);
        state.Writer.Say(
            [
                "{a.name} met {b.name} on the road. \"How are things in {b.town}?\" asked {a.name}.", "{b.name} showed {a.name} how a {b.job} uses the {b.tool}.", "{a.name} asked {b.name} about {b.petName} the {b.pet}.",
                "{a.name} cooked {b.food} for {b.name}.", "\"Good day, {b.name},\" said {a.name}. \"Do you still make {b.product}?\"", "{b.name} told {a.name} about {b.landmark} in {b.town}.",
                "{a.name} and {b.name} talked until the moon came up.", "{a.name} helped {b.name} at the {b.workplace}.",
            ],
            pair[0],
            pair[1]);
    }

    private static void Weather(StoryState state) => state.Writer.Say(
        [
            "It began to rain.", "Then the sun came out.", "A cold wind blew from the north.", "Soon it was dark.", "The bells rang at noon.", "Snow fell all night.", "The fog was thick that morning.",
            "It was a warm and quiet evening.", "Far away a dog barked.", "Nobody said a word.", "The river was high that day.", "The next day was even better.", "Two days passed.",
        ]);

    private static void Letter(StoryState state)
    {
        var pair = state.Writer.Draw(state.People, 2);
        state.Writer.Say(
            [
                "{a.name} wrote a letter: \"Dear {b.name}, how is {b.petName}? I am well. Yours, {a.name}.\"", "A letter came for {b.name}. It was from {a.name}, and it smelled of {a.food}.",
                "\"Dear {b.name}, please send me some {b.product}. Yours, {a.name},\" said the letter.",
            ],
            pair[0],
            pair[1]);
    }

    private static Place OtherPlace(StoryState state, Place? place) =>
        state.Writer.Pick(Array.FindAll(Place.All, p => p != place && Array.TrueForAll(state.People, person => person.Place != p) && Array.TrueForAll(state.Things, t => t.Place != p)));
}
