namespace MLNetHemorrhage.DefaultModel.Words;

/// <summary>Places in and around every town, with the words for being there and for going there.</summary>
internal sealed record Place(string Where, string Whither) : Writing.ISubject
{
    public static readonly Place[] All =
    [
        new("at the mill", "to the mill"),
        new("in the barn", "to the barn"),
        new("by the well", "to the well"),
        new("under the bridge", "down to the bridge"),
        new("on the hill", "up the hill"),
        new("in the orchard", "to the orchard"),
        new("at the market", "to the market"),
        new("in the harbour", "to the harbour"),
        new("in the tower", "up the tower"),
        new("at the inn", "to the inn"),
        new("in the school", "to the school"),
        new("behind the church", "to the church"),
        new("in the meadow", "out to the meadow"),
        new("by the pond", "to the pond"),
        new("in the forest", "into the forest"),
        new("in the cellar", "down to the cellar"),
        new("on the roof", "up to the roof"),
        new("in the kitchen", "to the kitchen"),
        new("at the crossroads", "to the crossroads"),
        new("in the garden", "to the garden"),
        new("on the pier", "to the pier"),
        new("in the library", "to the library"),
    ];

    public string Word(ReadOnlySpan<char> key) => key switch
    {
        "where" => Where,
        "whither" => Whither,
        _ => throw new ArgumentException($"A place has no {key}."),
    };
}
