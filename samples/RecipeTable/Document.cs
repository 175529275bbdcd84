namespace RecipeTable;

/// <summary>A row of text.</summary>
internal sealed class Document
{
    public string Text { get; set; } = "";
}
