using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Evaluation.Layers;

/// <summary>A decoder by its definition, in double precision: what the linear layers read and give, whom the heads attend to.</summary>
internal sealed class NaiveDecoder(DecoderModel model)
{
    private readonly DecoderSpec _spec = model.Spec;

    /// <summary>What happened in one block over one window; rows are tokens.</summary>
    public sealed record Trace(Dictionary<LinearRole, double[][]> Inputs, double[][][] Attention, double[][][] HeadOutputs, double[][] Residual);

    /// <summary>The embedding of every token.</summary>
    public double[][] Embed(int[] ids)
    {
        var embedding = Weights(model.Embedding.ToMatrix());
        return [.. ids.Select(id => embedding[id])];
    }

    /// <summary>Runs all blocks over one window.</summary>
    public Trace[] Run(int[] ids)
    {
        var traces = new List<Trace>();
        var x = Embed(ids);
        foreach (var block in model.Blocks) traces.Add(Run(block, x = [.. x.Select(row => row.ToArray())]));
        return [.. traces];
    }

    /// <summary>W·x of every row.</summary>
    public static double[][] Multiply(DecoderBlock block, LinearRole role, double[][] x)
    {
        var weights = Weights(block[role].ToMatrix());
        return [.. x.Select(row => weights.Select(w => w.Zip(row, (a, b) => a * b).Sum()).ToArray())];
    }

    private Trace Run(DecoderBlock block, double[][] x)
    {
        var inputs = new Dictionary<LinearRole, double[][]>();
        var normed = Norm(x, block.AttentionNorm);
        double[][] query = Rotate(Apply(LinearRole.Query, normed)), key = Rotate(Apply(LinearRole.Key, normed)), value = Apply(LinearRole.Value, normed);
        int size = _spec.HeadSize;
        var attention = new double[_spec.HeadCount][][];
        var outputs = new double[_spec.HeadCount][][];
        for (int h = 0; h < _spec.HeadCount; h++)
        {
            int shared = h * _spec.KeyValueHeadCount / _spec.HeadCount;
            attention[h] = [.. query.Select((q, t) => Softmax([.. Enumerable.Range(0, t + 1).Select(j => Dot(q, h * size, key[j], shared * size) / Math.Sqrt(size))]))];
            outputs[h] = [.. attention[h].Select(row => Enumerable.Range(0, size).Select(i => row.Select((p, j) => p * value[j][shared * size + i]).Sum()).ToArray())];
        }
        Add(Apply(LinearRole.Output, [.. x.Select((_, t) => outputs.SelectMany(o => o[t]).ToArray())]));
        normed = Norm(x, block.FeedForwardNorm);
        double[][] gate = Apply(LinearRole.Gate, normed), up = Apply(LinearRole.Up, normed);
        Add(Apply(LinearRole.Down, [.. gate.Select((g, t) => g.Select((v, i) => v / (1 + Math.Exp(-v)) * up[t][i]).ToArray())]));
        return new(inputs, attention, outputs, x);

        double[][] Apply(LinearRole role, double[][] input) => Multiply(block, role, inputs[role] = input);

        void Add(double[][] y)
        {
            for (int t = 0; t < x.Length; t++)
                for (int i = 0; i < x[t].Length; i++) x[t][i] += y[t][i];
        }

        double Dot(double[] a, int i, double[] b, int j) => Enumerable.Range(0, size).Sum(k => a[i + k] * b[j + k]);
    }

    private double[][] Norm(double[][] x, float[] gains) =>
        [.. x.Select(row => row.Select((v, i) => v / Math.Sqrt(row.Average(u => u * u) + _spec.NormEpsilon) * gains[i]).ToArray())];

    private double[][] Rotate(double[][] x) => [.. x.Select((row, t) => row.Select((v, i) =>
    {
        int half = _spec.HeadSize / 2, place = i % _spec.HeadSize, pair = place % half;
        double angle = t * Math.Pow(_spec.Rotary.Base, -2.0 * pair / _spec.HeadSize);
        return place < half ? v * Math.Cos(angle) - row[i + half] * Math.Sin(angle) : v * Math.Cos(angle) + row[i - half] * Math.Sin(angle);
    }).ToArray())];

    private static double[] Softmax(double[] scores)
    {
        double maximum = scores.Max(), sum = scores.Sum(s => Math.Exp(s - maximum));
        return [.. scores.Select(s => Math.Exp(s - maximum) / sum)];
    }

    private static double[][] Weights(Matrix matrix) => [.. Enumerable.Range(0, matrix.Rows).Select(r => matrix.Row(r).ToArray().Select(v => (double)v).ToArray())];
}
