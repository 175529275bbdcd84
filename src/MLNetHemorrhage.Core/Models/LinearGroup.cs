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

    /// <summary>Number of outputs of all layers of the group, in a block that has lost nothing.</summary>
    public static int Width(this DecoderSpec spec, LinearGroup group) => BlockShape.Of(spec).Of(group).Rows;

    /// <summary>The shape of the layers of the group, one below the other.</summary>
    public static (int Rows, int Columns) Of(this BlockShape shape, LinearGroup group)
    {
        int rows = 0;
        foreach (var role in group.Roles()) rows += shape.Of(role).Rows;
        return (rows, shape.Of(group.Roles()[0]).Columns);
    }

    /// <summary>The layers of the group, in the order of their outputs.</summary>
    public static ReadOnlySpan<LinearRole> Roles(this LinearGroup group) => Members[(int)group];
}
