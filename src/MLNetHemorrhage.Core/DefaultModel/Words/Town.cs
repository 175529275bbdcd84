namespace MLNetHemorrhage.DefaultModel.Words;

/// <summary>A town of the invented world. The towns lie along one ring road, in the order of <see cref="All"/>.</summary>
internal sealed record Town(string Name, string Land, string River, string Goods, string Landmark, string Flag) : Writing.ISubject
{
    public static readonly Town[] All =
    [
        new("Brindle", "Avenor", "Alm", "apples", "a round tower", "red"),
        new("Corrow", "Avenor", "Alm", "wool", "a stone bridge", "white"),
        new("Dunmere", "Avenor", "Sill", "salt", "a white lighthouse", "blue"),
        new("Elmsby", "Avenor", "Sill", "timber", "an old oak", "green"),
        new("Farrow", "Beldry", "Tarn", "copper", "a copper dome", "orange"),
        new("Glenholt", "Beldry", "Tarn", "cider", "a steep stair", "yellow"),
        new("Harwen", "Beldry", "Oke", "horses", "a wide market", "brown"),
        new("Istrow", "Beldry", "Oke", "lace", "a golden clock", "purple"),
        new("Kelmar", "Corvale", "Rud", "coal", "a black chimney", "black"),
        new("Lorwick", "Corvale", "Rud", "cheese", "a mossy well", "grey"),
        new("Marrin", "Corvale", "Vey", "pearls", "a long pier", "pink"),
        new("Nethery", "Corvale", "Vey", "tea", "a paper gate", "green"),
        new("Orlen", "Dorrin", "Wyn", "glass", "a glass hall", "blue"),
        new("Pellwood", "Dorrin", "Wyn", "mushrooms", "a hollow rock", "brown"),
        new("Quenby", "Dorrin", "Esk", "silver", "a silver bell", "white"),
        new("Rushmoor", "Dorrin", "Esk", "peat", "a reed house", "red"),
    ];

    /// <summary>Each land and its capital.</summary>
    public static readonly (string Land, string Capital)[] Capitals =
        [("Avenor", "Brindle"), ("Beldry", "Istrow"), ("Corvale", "Marrin"), ("Dorrin", "Quenby")];

    /// <summary>The next town along the ring road, or the one before.</summary>
    public Town Neighbour(bool onward) => All[(Array.IndexOf(All, this) + (onward ? 1 : All.Length - 1)) % All.Length];

    public string Word(ReadOnlySpan<char> key) => key switch
    {
        "town" => Name,
        "land" => Land,
        "river" => River,
        "goods" => Goods,
        "landmark" => Landmark,
        "flag" => Flag,
        _ => throw new ArgumentException($"A town has no {key}."),
    };
}
