using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Models.Training;

[TestClass]
public sealed class StreamedGradientTests
{
    [TestMethod]
    [DataRow(0L, 1)]
    [DataRow(0L, 3)]
    [DataRow(60_000L, 2)]
    [DataRow(1L << 30, 1)]
    public void Gradients_of_the_blocks_have_the_bits_of_the_whole_model_pass(long activationBytes, int threads)
    {
        var spec = RandomDecoder.Spec(tied: true) with { BlockCount = 3 };
        var parameters = RandomDecoder.Parameters(spec);
        var batch = RandomDecoder.Batch(spec, 97, 31);
        var expected = new DecoderGradients(spec);
        using var pool = new WorkerPool(threads);
        double loss = new GradientRunner(parameters, WorkerPool.Shared).Accumulate(batch, expected);

        var reader = new Copies(spec);
        var streamed = new StreamedGradient(parameters.ToModel(), parameters.Block, pool, activationBytes);
        Assert.AreEqual(loss, streamed.Run(batch, null, reader));
        for (int b = 0; b < spec.BlockCount; b++)
            foreach (var role in DecoderBlock.Roles)
                CollectionAssert.AreEqual(Values(expected.Block(b).Linear(role, spec)), Values(reader.Blocks[b][role]), $"block {b} {role}");
        GC.KeepAlive(expected);
    }

    /// <summary>Along a random direction, against a central difference of the divergence.</summary>
    [TestMethod]
    public void Gradient_of_the_divergence_is_its_slope()
    {
        var spec = RandomDecoder.Spec();
        DecoderParameters parameters = RandomDecoder.Parameters(spec), other = RandomDecoder.Parameters(spec, seed: 2);
        // The reference differs in the blocks alone: head and final norm are those of the model.
        foreach (var tensor in parameters.Tensors.Where(t => !t.Name.Contains("layers", StringComparison.Ordinal)))
            parameters[tensor.Name].CopyTo(other[tensor.Name]);
        var batch = RandomDecoder.Batch(spec, 19, 7);
        var reference = new MLNetHemorrhage.Models.Running.DecoderRunner(other.ToModel(), WorkerPool.Shared).FinalHidden(batch);
        var streamed = new StreamedGradient(parameters.ToModel(), parameters.Block, WorkerPool.Shared);
        var reader = new Copies(spec);
        double loss = streamed.Run(batch, reference, reader);
        Assert.AreEqual(loss, streamed.Divergence(batch, reference), 1e-12);
        Assert.IsTrue(loss > 0.01);
        var random = new RandomSource(3);
        for (int b = 0; b < spec.BlockCount; b++)
        {
            foreach (var role in DecoderBlock.Roles)
            {
                var weights = parameters.Block(b).Linear(role, spec);
                var slopes = reader.Blocks[b][role];
                float[] direction = [.. Enumerable.Range(0, weights.Rows * weights.Columns).Select(_ => (float)random.NextGaussian())];
                double norm = Math.Sqrt(direction.Sum(x => (double)x * x)), expected = 0;
                for (int i = 0; i < direction.Length; i++) expected += slopes.Row(i / weights.Columns)[i % weights.Columns] * direction[i] / norm;
                const double step = 0.005;
                double slope = (8 * (Loss(step) - Loss(-step)) - (Loss(2 * step) - Loss(-2 * step))) / (12 * step);
                Assert.AreEqual(expected, slope, 3e-4 + 3e-4 * Math.Abs(expected), $"block {b} {role}");

                double Loss(double length)
                {
                    Move(length);
                    double moved = streamed.Divergence(batch, reference);
                    Move(-length);
                    return moved;
                }

                void Move(double length)
                {
                    for (int i = 0; i < direction.Length; i++) weights.Row(i / weights.Columns)[i % weights.Columns] += (float)(length * direction[i] / norm);
                }
            }
        }
        GC.KeepAlive(parameters);
    }

    [TestMethod]
    public void A_model_does_not_diverge_from_itself()
    {
        var spec = RandomDecoder.Spec();
        var parameters = RandomDecoder.Parameters(spec);
        var batch = RandomDecoder.Batch(spec, 150, 9);
        var reference = new MLNetHemorrhage.Models.Running.DecoderRunner(parameters.ToModel(), WorkerPool.Shared).FinalHidden(batch);
        Assert.AreEqual(0, new StreamedGradient(parameters.ToModel(), parameters.Block, WorkerPool.Shared).Divergence(batch, reference), 1e-6);
    }

    private static float[] Values(MatrixView view) => [.. Enumerable.Range(0, view.Rows).SelectMany(r => view.Row(r).ToArray())];

    /// <summary>Keeps what it is given.</summary>
    private sealed class Copies(DecoderSpec spec) : IBlockGradientReader
    {
        public BlockMemory[] Blocks { get; } = [.. Enumerable.Range(0, spec.BlockCount).Select(_ => new BlockMemory(spec))];

        public void Take(int block, BlockTensors gradients)
        {
            foreach (var role in DecoderBlock.Roles) gradients.Linear(role, spec).CopyTo(Blocks[block][role]);
        }
    }
}
