using MLNetHemorrhage.Checkpoints.Packages;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models;
using MLNetHemorrhage.Tests.Models.Training;
using MLNetHemorrhage.Tests.Tokenization;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Checkpoints.Packages;

/// <summary>Small models for the package tests, and what must survive.</summary>
internal static class PackageSamples
{
    public static ITokenizer Tokenizer { get; } =
        Read(TokenizerKinds.SentencePiece, 37, ("tokenizer.model", new SentencePieceFile().Specials().Piece("▁").Piece("a").Piece("▁a", -1).ToArray()));

    public static ITokenizer Read(string kind, int vocabularySize, params (string Name, byte[] Bytes)[] files) =>
        TokenizerKinds.Read(new(kind, "sample", [.. files.Select(f => new TokenizerFile(f.Name, f.Name, f.Bytes))]), vocabularySize);

    /// <summary>A model all of whose linear layers and whose embedding have the storage.</summary>
    public static LanguageModel Model(Func<Matrix, WeightMatrix> store, bool tied = false)
    {
        var model = RandomDecoder.Parameters(RandomDecoder.Spec(tied)).ToModel();
        var embedding = store(model.Embedding.ToMatrix());
        var blocks = model.Blocks.Select(b => b.With(DecoderBlock.Roles.ToDictionary(role => role, role => store(b[role].ToMatrix()))));
        return new("sample ü", new(model.Spec, embedding, [.. blocks], model.FinalNorm, tied ? embedding : model.Head), Tokenizer);
    }

    public static DenseWeights Dense(Matrix values, ElementType type)
    {
        var bytes = new byte[values.Values.Length * type.Size()];
        FloatConversion.FromSingle(type, values.Values, bytes);
        return new(values.Rows, values.Columns, type, ByteRegion.Copy(bytes));
    }

    /// <summary>Two thirds of the weights are zero, some of them negative.</summary>
    public static SparseWeights Sparse(Matrix values, ElementType type)
    {
        var rounded = Dense(values, type).ToMatrix();
        for (int i = 0; i < rounded.Values.Length; i++)
            if (i % 3 != 0) rounded.Values[i] = i % 7 == 0 ? -0f : 0;
        return new(rounded, type);
    }

    /// <summary>At most 2 of 4, in the last row fewer.</summary>
    public static NmWeights TwoOfFour(Matrix values, ElementType type)
    {
        var rounded = Dense(values, type).ToMatrix();
        for (int i = 0; i < rounded.Values.Length; i++)
            if ((i % values.Columns + i / values.Columns) % 4 > 1 || i > rounded.Values.Length - 7) rounded.Values[i] = 0;
        return new(rounded, type, new NmPositions(values.Rows, new(values.Columns, 2, 4), new SparseWeights(rounded, type).Held));
    }

    public static QuantizedWeights Quantized(Matrix values, int bits, int group, bool symmetric, double zeroShare)
    {
        var random = new RandomSource(5);
        var shape = new GridShape(values.Columns, bits, group);
        var scales = Enumerable.Range(0, values.Rows * shape.Groups).Select(_ => (float)(0.01 + 0.1 * random.NextDouble())).ToArray();
        byte[] zeros = [.. scales.Select(_ => symmetric ? shape.MiddleLevel : (byte)random.NextInt(1 << bits))];
        var levels = new byte[values.Values.Length];
        for (int i = 0; i < levels.Length; i++)
            levels[i] = random.NextDouble() < zeroShare ? zeros[i / values.Columns * shape.Groups + shape.GroupOf(i % values.Columns)] : (byte)random.NextInt(1 << bits);
        return new(new(shape, scales, symmetric ? null : zeros, levels));
    }

    public static byte[] Bytes(LanguageModel model)
    {
        using var stream = new MemoryStream();
        ModelPackage.Write(model, stream);
        return stream.ToArray();
    }

    public static void AssertSame(LanguageModel expected, LanguageModel actual)
    {
        Assert.AreEqual(expected.Name, actual.Name);
        Assert.AreEqual(expected.Decoder.Spec, actual.Decoder.Spec);
        ModelAssert.SameTensors(expected.Decoder, actual.Decoder);
        foreach (var ((name, x), (_, y)) in ModelAssert.Matrices(expected.Decoder).Zip(ModelAssert.Matrices(actual.Decoder)))
        {
            Assert.AreEqual(x.GetType(), y.GetType(), name);
            Assert.AreEqual((x.Format, x.ByteSize, x.ZeroCount), (y.Format, y.ByteSize, y.ZeroCount), name);
            Assert.IsTrue(Bits(x).SequenceEqual(Bits(y)), name);
        }
        Assert.AreEqual(ReferenceEquals(expected.Decoder.Head, expected.Decoder.Embedding), ReferenceEquals(actual.Decoder.Head, actual.Decoder.Embedding));
        Assert.IsTrue(Logits(expected).SequenceEqual(Logits(actual)));
        foreach (var text in (string[])["", "a a  aa", " once upon a time\nthere was 1 Zürich 日本"])
        {
            CollectionAssert.AreEqual(expected.Tokenizer.Encode(text), actual.Tokenizer.Encode(text));
            Assert.AreEqual(expected.Tokenizer.Decode(expected.Tokenizer.Encode(text)), actual.Tokenizer.Decode(actual.Tokenizer.Encode(text)));
        }
        Assert.AreEqual((expected.Tokenizer.VocabularySize, expected.Tokenizer.BeginId, expected.Tokenizer.EndId),
            (actual.Tokenizer.VocabularySize, actual.Tokenizer.BeginId, actual.Tokenizer.EndId));
    }

    private static uint[] Bits(WeightMatrix weights) => [.. weights.ToMatrix().Values.ToArray().Select(BitConverter.SingleToUInt32Bits)];

    private static uint[] Logits(LanguageModel model)
    {
        var logits = Run.Logits(model.Decoder, RandomDecoder.Batch(model.Decoder.Spec, 9), WorkerPool.Shared);
        return [.. logits.Values.ToArray().Select(BitConverter.SingleToUInt32Bits)];
    }
}
