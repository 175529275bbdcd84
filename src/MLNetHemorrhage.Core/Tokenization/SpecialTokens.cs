namespace MLNetHemorrhage.Tokenization;

/// <summary>Finds the begin and end ids of a vocabulary whose files do not name them.</summary>
internal static class SpecialTokens
{
    private static readonly string[] BeginNames = ["<s>", "<|begin_of_text|>", "<bos>", "<|begin|>", "<|startoftext|>", "<|endoftext|>"];
    private static readonly string[] EndNames = ["</s>", "<|end_of_text|>", "<eos>", "<|end|>", "<|endoftext|>"];

    public static int? Begin(Func<string, int?> find) => First(BeginNames, find);

    public static int? End(Func<string, int?> find) => First(EndNames, find);

    private static int? First(string[] names, Func<string, int?> find) => names.Select(find).FirstOrDefault(id => id is not null);
}
