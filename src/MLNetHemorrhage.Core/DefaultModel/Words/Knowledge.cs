namespace MLNetHemorrhage.DefaultModel.Words;

/// <summary>Small facts that hold in every document.</summary>
internal static class Knowledge
{
    /// <summary>Two colours and what they give together.</summary>
    public static readonly (string First, string Second, string Mixed)[] Mixtures =
    [
        ("blue", "yellow", "green"), ("red", "yellow", "orange"), ("red", "blue", "purple"), ("black", "white", "grey"),
        ("red", "white", "pink"), ("red", "green", "brown"),
    ];

    /// <summary>A material and what it does.</summary>
    public static readonly (string Material, string Does)[] Materials =
    [
        ("glass", "breaks when it falls"), ("iron", "rusts in the rain"), ("oak", "floats on water"), ("stone", "sinks in water"),
        ("paper", "burns at once"), ("wool", "keeps you warm"), ("silk", "shines in the sun"), ("clay", "grows hard in the fire"),
        ("wax", "melts near the stove"), ("copper", "turns green with age"), ("rope", "holds a heavy boat"), ("straw", "catches fire easily"),
    ];

    /// <summary>Words and their opposites.</summary>
    public static readonly (string Word, string Opposite)[] Opposites =
    [
        ("hot", "cold"), ("big", "small"), ("long", "short"), ("old", "young"), ("wet", "dry"), ("light", "dark"), ("fast", "slow"),
        ("full", "empty"), ("loud", "quiet"), ("rich", "poor"), ("open", "closed"), ("sweet", "bitter"), ("hard", "soft"),
    ];
}
