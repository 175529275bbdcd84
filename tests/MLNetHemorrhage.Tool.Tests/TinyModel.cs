using System.Text;

namespace MLNetHemorrhage.Tests;

/// <summary>A llama of two blocks with random weights in a llama2.c file, with a tokenizer of bytes and letters beside it.</summary>
internal static class TinyModel
{
    private const int Hidden = 32, FeedForward = 64, Blocks = 2, Heads = 4, KeyValueHeads = 2, Context = 48, Vocabulary = 3 + 256 + 27;

    /// <summary>Writes both files.</summary>
    /// <param name="directory">An existing directory.</param>
    /// <param name="damage">Changes the weights before they are written.</param>
    /// <returns>The path of the model.</returns>
    public static string Write(string directory, Action<float[]>? damage = null)
    {
        WriteTokenizer(Path.Combine(directory, $"tok{Vocabulary}.bin"));
        var path = Path.Combine(directory, "tiny.bin");
        using var writer = new BinaryWriter(File.Create(path));
        foreach (var field in (int[])[Hidden, FeedForward, Blocks, Heads, KeyValueHeads, Vocabulary, Context]) writer.Write(field);
        foreach (var weight in Weights(damage)) writer.Write(weight);
        return path;
    }

    private static float[] Weights(Action<float[]>? damage)
    {
        const int keyValueWidth = Hidden / Heads * KeyValueHeads;
        var random = new Random(1);
        float[] Random(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * scale))];
        float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];
        float[] weights =
        [
            .. Random(Vocabulary * Hidden, 2),
            .. Ones(Blocks * Hidden),
            .. Random(Blocks * Hidden * Hidden, 0.5),
            .. Random(Blocks * Hidden * keyValueWidth, 0.5),
            .. Random(Blocks * Hidden * keyValueWidth, 0.5),
            .. Random(Blocks * Hidden * Hidden, 0.5),
            .. Ones(Blocks * Hidden),
            .. Random(Blocks * Hidden * FeedForward, 0.5),
            .. Random(Blocks * Hidden * FeedForward, 0.5),
            .. Random(Blocks * Hidden * FeedForward, 0.5),
            .. Ones(Hidden),
            .. new float[Context * (Hidden / Heads)],
        ];
        damage?.Invoke(weights);
        return weights;
    }

    private static void WriteTokenizer(string path)
    {
        string[] pieces =
        [
            "<unk>", "\n<s>\n", "\n</s>\n",
            .. Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>"),
            " ", .. Enumerable.Range('a', 26).Select(letter => ((char)letter).ToString()),
        ];
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(pieces.Max(p => p.Length));
        for (int id = 0; id < pieces.Length; id++)
        {
            var bytes = Encoding.UTF8.GetBytes(pieces[id]);
            writer.Write((float)-id);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
    }
}
