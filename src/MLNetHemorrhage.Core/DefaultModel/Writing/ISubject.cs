namespace MLNetHemorrhage.DefaultModel.Writing;

/// <summary>Something sentences speak about; it gives words for the keys that templates use.</summary>
internal interface ISubject
{
    /// <summary>The word for a key.</summary>
    string Word(ReadOnlySpan<char> key);
}
