namespace MLNetHemorrhage.DefaultModel.Words;

/// <summary>Things people own, what they may be made of, and their colours.</summary>
internal static class Things
{
    public static readonly (string Name, string[] Materials)[] All =
    [
        ("kite", ["paper", "silk", "linen"]),
        ("lamp", ["brass", "tin", "glass"]),
        ("basket", ["willow", "straw", "rope"]),
        ("drum", ["oak", "leather", "tin"]),
        ("coat", ["wool", "leather", "felt"]),
        ("hat", ["straw", "felt", "wool"]),
        ("scarf", ["silk", "wool", "cotton"]),
        ("box", ["oak", "tin", "paper"]),
        ("cup", ["clay", "tin", "glass"]),
        ("bowl", ["clay", "birch", "copper"]),
        ("chair", ["oak", "willow", "birch"]),
        ("ladder", ["birch", "oak", "rope"]),
        ("boat", ["oak", "birch", "reed"]),
        ("bell", ["brass", "silver", "copper"]),
        ("flute", ["reed", "silver", "birch"]),
        ("fiddle", ["birch", "oak", "walnut"]),
        ("ring", ["silver", "copper", "glass"]),
        ("key", ["iron", "brass", "silver"]),
        ("bag", ["leather", "cotton", "linen"]),
        ("blanket", ["wool", "cotton", "felt"]),
        ("bucket", ["tin", "oak", "copper"]),
        ("cart", ["oak", "birch", "iron"]),
        ("mask", ["paper", "leather", "clay"]),
        ("umbrella", ["silk", "cotton", "paper"]),
        ("marble", ["glass", "clay", "stone"]),
        ("doll", ["cotton", "straw", "clay"]),
        ("shield", ["oak", "iron", "leather"]),
        ("vase", ["glass", "clay", "silver"]),
    ];

    public static readonly string[] Colours =
        ["red", "blue", "green", "yellow", "white", "black", "brown", "grey", "orange", "purple", "pink"];

    public static readonly string[] Foods =
    [
        "apple pie", "onion soup", "plum cake", "roast chestnuts", "barley porridge", "fresh bread", "goat cheese", "cherry jam",
        "fried mushrooms", "honey cakes", "pea soup", "pickled beets", "oat biscuits", "smoked fish", "baked pears", "ginger bread",
    ];
}
