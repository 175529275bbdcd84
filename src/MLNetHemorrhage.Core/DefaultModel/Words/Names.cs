namespace MLNetHemorrhage.DefaultModel.Words;

/// <summary>Names of people and of their animals.</summary>
internal static class Names
{
    public static readonly (string Name, bool She)[] People =
    [
        .. new[]
        {
            "Mira", "Anna", "Elsa", "Nora", "Ivy", "Lena", "Rosa", "Tess", "Wilma", "Clara", "Greta", "Hanna",
            "Ida", "Jana", "Kira", "Olga", "Runa", "Thea", "Una", "Vera",
        }.Select(name => (name, true)),
        .. new[]
        {
            "Tomas", "Anton", "Bruno", "Casper", "Emil", "Felix", "Gus", "Hugo", "Ivan", "Jonas", "Karl", "Leo",
            "Milo", "Nils", "Otto", "Paul", "Rolf", "Simon", "Theo", "Urs",
        }.Select(name => (name, false)),
    ];

    public static readonly string[] Pets =
    [
        "Pip", "Button", "Moss", "Biscuit", "Pepper", "Clove", "Nettle", "Bramble", "Patch", "Whisper", "Cricket", "Dusty",
        "Pebble", "Ginger", "Smoke", "Tansy",
    ];
}
