using MLNetHemorrhage.DefaultModel.Writing;

namespace MLNetHemorrhage.DefaultModel.Words;

/// <summary>An animal and what everybody knows about it; <paramref name="Size"/> orders all animals by size.</summary>
internal sealed record Animal(string Name, string Plural, string Food, string Home, string Young, string Sound, int Size, int Legs, bool Pet) : ISubject
{
    public static readonly Animal[] All =
    [
        new("ant", "ants", "sugar", "a hill of sand", "larva", "makes no sound", 1, 6, false),
        new("bee", "bees", "honey", "a hive", "larva", "hums", 2, 6, false),
        new("snail", "snails", "lettuce", "a shell", "hatchling", "makes no sound", 3, 0, true),
        new("mouse", "mice", "cheese", "a hole in the wall", "pup", "squeaks", 4, 4, true),
        new("sparrow", "sparrows", "crumbs", "a nest in the hedge", "chick", "chirps", 5, 2, false),
        new("frog", "frogs", "flies", "a pond", "tadpole", "croaks", 6, 4, true),
        new("crow", "crows", "walnuts", "a tall elm", "fledgling", "caws", 7, 2, true),
        new("owl", "owls", "beetles", "a hollow tree", "owlet", "hoots", 8, 2, true),
        new("hedgehog", "hedgehogs", "worms", "a pile of leaves", "hoglet", "snuffles", 9, 4, true),
        new("rabbit", "rabbits", "clover", "a burrow", "kit", "thumps", 10, 4, true),
        new("hen", "hens", "corn", "a coop", "chick", "clucks", 11, 2, true),
        new("duck", "ducks", "pondweed", "the reeds", "duckling", "quacks", 12, 2, true),
        new("cat", "cats", "fish", "a basket by the stove", "kitten", "purrs", 13, 4, true),
        new("goose", "geese", "grass", "the meadow", "gosling", "honks", 14, 2, true),
        new("fox", "foxes", "eggs", "a den", "cub", "yelps", 15, 4, false),
        new("badger", "badgers", "roots", "a sett", "cub", "grunts", 16, 4, false),
        new("otter", "otters", "crabs", "the river bank", "pup", "whistles", 17, 4, false),
        new("dog", "dogs", "bones", "a kennel", "puppy", "barks", 18, 4, true),
        new("goat", "goats", "thistles", "a rocky hill", "kid", "bleats", 19, 4, true),
        new("sheep", "sheep", "hay", "a fold", "lamb", "baas", 20, 4, true),
        new("wolf", "wolves", "meat", "the dark forest", "whelp", "howls", 21, 4, false),
        new("pig", "pigs", "turnips", "a sty", "piglet", "oinks", 22, 4, true),
        new("deer", "deer", "bark", "the birch wood", "fawn", "bells", 23, 4, false),
        new("donkey", "donkeys", "carrots", "a shed", "foal", "brays", 24, 4, true),
        new("bear", "bears", "berries", "a cave", "cub", "growls", 25, 4, false),
        new("cow", "cows", "clover and hay", "a barn", "calf", "moos", 26, 4, false),
        new("horse", "horses", "oats", "a stable", "foal", "neighs", 27, 4, false),
        new("whale", "whales", "shrimp", "the deep sea", "calf", "sings", 28, 0, false),
    ];

    public static readonly Animal[] Pets = [.. All.Where(animal => animal.Pet)];

    public string Word(ReadOnlySpan<char> key) => key switch
    {
        "name" => Name,
        "plural" => Plural,
        "food" => Food,
        "home" => Home,
        "young" => Young,
        "sound" => Sound,
        "legs" => Legs == 0 ? "no" : Numbers.Word(Legs),
        _ => throw new ArgumentException($"An animal has no {key}."),
    };
}
