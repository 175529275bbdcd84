namespace MLNetHemorrhage.Models;

/// <summary>The linear layers of a block that read the same input, which makes them one product.</summary>
internal enum LinearGroup
{
    /// <summary>Query, key and value.</summary>
    QueryKeyValue,

    /// <summary>Output.</summary>
    Output,

    /// <summary>Gate and up.</summary>
    GateUp,

    /// <summary>Down.</summary>
    Down,
}

/// <summary>Facts about <see cref="LinearGroup"/>.</summary>
internal static class LinearGroups
{
    private static readonly LinearRole[][] Members =
        [[LinearRole.Query, LinearRole.Key, LinearRole.Value], [LinearRole.Output], [LinearRole.Gate, LinearRole.Up], [LinearRole.Down]];

    /// <summary>Number of groups.</summary>
    public static int Count => Members.Length;

    /// <summary>The group that a layer belongs to.</summary>
    public static LinearGroup Of(LinearRole role) => (LinearGroup)Array.FindIndex(Members, m => m.Contains(role));

    /// <summary>Number of outputs of all layers of the group.</summary>
    public static int Width(this DecoderSpec spec, LinearGroup group)
    {
        int width = 0;
        foreach (var role in group.Roles()) width += spec.Shape(role).Rows;
        return width;
    }

    /// <summary>The layers of the group, in the order of their outputs.</summary>
    public static ReadOnlySpan<LinearRole> Roles(this LinearGroup group) => Members[(int)group];
}
