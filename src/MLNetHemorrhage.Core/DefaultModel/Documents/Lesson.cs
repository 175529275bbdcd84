using MLNetHemorrhage.DefaultModel.Words;
using MLNetHemorrhage.DefaultModel.Writing;

namespace MLNetHemorrhage.DefaultModel.Documents;

/// <summary>Things everybody in this world knows, told or asked: nothing before them in the document gives the answers.</summary>
internal static class Lesson
{
    private static readonly string[] Openings =
    [
        "The children of {x} had a lesson.", "This is what {x} learned at school.", "\"Listen well,\" said {x} to the class.", "{x} wrote in the big book of facts:", "Grandmother {x} knows everything.", "{x} asked many questions that day.",
    ];

    private static readonly string[] AnimalFacts =
    [
        "{a.plural} eat {a.food}.", "What do {a.plural} eat? {a.food}.", "Who eats {a.food}? The {a.name}.", "A {a.name} lives in {a.home}.", "Where does a {a.name} live? In {a.home}.", "The young of a {a.name} is called a {a.young}.",
        "What do you call a young {a.name}? A {a.young}.", "A {a.name} {a.sound}.", "A {a.name} has {a.legs} legs.", "How many legs has a {a.name}? {a.legs}.", "If you want to see {a.plural}, look in {a.home}.",
    ];

    private static readonly string[] SizeFacts =
    [
        "A {a.name} is bigger than a {b.name}.", "A {b.name} is smaller than a {a.name}.", "Which is bigger, a {b.name} or a {a.name}? A {a.name}.", "Which is smaller, a {a.name} or a {b.name}? A {b.name}.",
    ];

    private static readonly string[] TownFacts =
    [
        "{a.town} lies on the river {a.river}.", "{a.town} is a town in {a.land}.", "In which land is {a.town}? In {a.land}.", "What is {a.town} known for? Its {a.goods}.", "You find the best {a.goods} in {a.town}.", "Which river runs through {a.town}? The {a.river}.",
        "The flag of {a.town} is {a.flag}.", "In {a.town} you can see {a.landmark}.", "Where can you see {a.landmark}? In {a.town}.", "After {a.town} the road leads to {b.town}.", "Which towns lie next to {a.town}? {b.town} and {c.town}.",
    ];

    private static readonly string[] JobFacts =
    [
        "A {a.job} makes {a.product}.", "Who makes {a.product}? A {a.job}.", "A {a.job} works at the {a.workplace}.", "Where does a {a.job} work? At the {a.workplace}.", "The tool of a {a.job} is the {a.tool}.", "What does a {a.job} use? The {a.tool}.",
        "You go to the {a.workplace} to buy {a.product}.", "What does a {a.job} make? {a.product}.",
    ];

    private static readonly Action<Writer>[] Facts =
    [
        AnimalFact, AnimalFact, AnimalFact, Sizes, TownFact, TownFact, TownFact, JobFact, JobFact, Capital, Mixture, Material, Opposite, DaysAndMonths, DaysAndMonths, Sum,
    ];

    public static void Write(Writer writer)
    {
        if (!writer.OneIn(4)) writer.Say(Openings, x: writer.Pick(Names.People).Name);
        var length = writer.Number(280, 620);
        while (writer.Length < length) writer.Pick(Facts)(writer);
    }

    private static void AnimalFact(Writer writer) => writer.Say(AnimalFacts, writer.Pick(Animal.All));

    private static void Sizes(Writer writer)
    {
        var pair = writer.Draw(Animal.All, 2);
        var (bigger, smaller) = pair[0].Size > pair[1].Size ? (pair[0], pair[1]) : (pair[1], pair[0]);
        writer.Say(SizeFacts, bigger, smaller);
    }

    private static void TownFact(Writer writer)
    {
        var town = writer.Pick(Town.All);
        writer.Say(TownFacts, town, town.Neighbour(onward: true), town.Neighbour(onward: false));
    }

    private static void JobFact(Writer writer) => writer.Say(JobFacts, writer.Pick(Job.All));

    private static void Capital(Writer writer)
    {
        var (land, capital) = writer.Pick(Town.Capitals);
        writer.Say(["The capital of {x} is {y}.", "What is the capital of {x}? {y}.", "{y} is the capital of {x}.", "Of which land is {y} the capital? Of {x}."], x: land, y: capital);
    }

    private static void Mixture(Writer writer)
    {
        var (first, second, mixed) = writer.Pick(Knowledge.Mixtures);
        if (writer.OneIn(2)) (first, second) = (second, first);
        writer.Say(["{x} and {y} make {z}.", "What do you get from {x} and {y}? {z}.", "If you mix {x} and {y}, you get {z}.", "How do you make {z}? Mix {x} and {y}."], x: first, y: second, z: mixed);
    }

    private static void Material(Writer writer)
    {
        var (material, does) = writer.Pick(Knowledge.Materials);
        writer.Say(["{x} {y}.", "Everybody knows that {x} {y}.", "Be careful: {x} {y}.", "What {y}? {x}."], x: material, y: does);
    }

    private static void Opposite(Writer writer)
    {
        var (word, opposite) = writer.Pick(Knowledge.Opposites);
        writer.Say(["The opposite of {x} is {y}.", "What is the opposite of {x}? {y}.", "What is not {x} is {y}."], x: word, y: opposite);
    }

    private static void DaysAndMonths(Writer writer)
    {
        var day = writer.Number(7);
        var month = writer.Number(12);
        var (today, tomorrow) = (Calendar.Days[day], Calendar.Days[(day + 1) % 7]);
        var (now, next) = (Calendar.Months[month], Calendar.Months[(month + 1) % 12]);
        if (writer.OneIn(2)) writer.Say(["After {x} comes {y}.", "Which day follows {x}? {y}.", "If today is {x}, tomorrow is {y}.", "The day before {y} is {x}."], x: today, y: tomorrow);
        else if (writer.OneIn(2)) writer.Say(["After {x} comes {y}.", "Which month follows {x}? {y}.", "The month before {y} is {x}."], x: now, y: next);
        else writer.Say(["{x} is a month of {y}.", "In which season is {x}? In {y}."], x: now, y: Calendar.Season(month));
    }

    private static void Sum(Writer writer)
    {
        var (first, second) = (writer.Number(1, 12), writer.Number(1, 12));
        writer.Say(
            ["{x} and {y} is {z}.", "How much is {x} and {y}? {z}.", "{z} less {y} is {x}.", "How much is {z} less {x}? {y}."],
            x: Numbers.Word(first),
            y: Numbers.Word(second),
            z: Numbers.Word(first + second));
    }
}
