namespace MLNetHemorrhage.Models.Running;

/// <summary>What layers are multiplied from, which may depend on the number of rows.</summary>
/// <param name="Few">For up to 8 rows, which are bound by reading weights.</param>
/// <param name="Many">For more.</param>
internal readonly record struct PackForms(PackForm Few, PackForm Many)
{
    private const int MostFew = 8;

    /// <summary>The same form for every number of rows.</summary>
    public PackForms(PackForm form) : this(form, form) { }

    public PackForm For(int rows) => rows <= MostFew ? Few : Many;

    public bool Include(PackForm form) => Few == form || Many == form;
}
