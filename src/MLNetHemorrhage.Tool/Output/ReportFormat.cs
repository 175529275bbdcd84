namespace MLNetHemorrhage.Tool.Output;

/// <summary>The forms a result can take.</summary>
internal enum ReportFormat
{
    /// <summary>Tables for a terminal.</summary>
    Table,

    /// <summary>One object, for programs.</summary>
    Json,

    /// <summary>The main table, for programs.</summary>
    Csv,

    /// <summary>For issues, wikis and pull requests.</summary>
    Markdown,

    /// <summary>One page with charts, for a browser or a printer.</summary>
    Html,
}
