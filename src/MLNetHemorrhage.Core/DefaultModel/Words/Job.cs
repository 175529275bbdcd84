namespace MLNetHemorrhage.DefaultModel.Words;

/// <summary>A trade: where it is done, what it gives and with what tool.</summary>
internal sealed record Job(string Name, string Workplace, string Product, string Tool) : Writing.ISubject
{
    public static readonly Job[] All =
    [
        new("baker", "bakery", "bread", "oven"),
        new("miller", "mill", "flour", "millstone"),
        new("smith", "forge", "horseshoes", "hammer"),
        new("weaver", "loom house", "cloth", "shuttle"),
        new("potter", "pottery", "jugs", "wheel"),
        new("tailor", "tailor shop", "coats", "needle"),
        new("cooper", "cooperage", "barrels", "adze"),
        new("cobbler", "cobbler shop", "shoes", "awl"),
        new("carpenter", "workshop", "tables", "plane"),
        new("brewer", "brewery", "ale", "kettle"),
        new("dairymaid", "dairy", "butter", "churn"),
        new("candlemaker", "candle house", "candles", "mould"),
        new("printer", "print shop", "books", "press"),
        new("clockmaker", "clock shop", "clocks", "file"),
        new("glassblower", "glass house", "bottles", "pipe"),
        new("ropemaker", "rope walk", "ropes", "hook"),
        new("painter", "studio", "pictures", "brush"),
        new("gardener", "garden", "cabbages", "spade"),
        new("beekeeper", "bee yard", "honey", "smoker"),
        new("shipwright", "shipyard", "boats", "saw"),
        new("mason", "quarry", "stone blocks", "chisel"),
        new("basketmaker", "willow yard", "baskets", "knife"),
    ];

    public string Word(ReadOnlySpan<char> key) => key switch
    {
        "job" => Name,
        "workplace" => Workplace,
        "product" => Product,
        "tool" => Tool,
        _ => throw new ArgumentException($"A job has no {key}."),
    };
}
