using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MLNetHemorrhage.Evaluation;

/// <summary>The windows a protocol made of a text. Each window is a cluster of the standard errors.</summary>
public sealed class ScoredText
{
    internal ScoredText(Protocol protocol, IReadOnlyList<ScoredWindow> windows)
    {
        Protocol = protocol;
        Windows = windows;
        Tokens = windows.Sum(w => w.ScoredTokens);
        Bytes = windows.Sum(w => w.ScoredBytes);
        Fingerprint = Hash(windows);
    }

    /// <summary>The protocol, with every choice that depended on the model made explicit.</summary>
    public Protocol Protocol { get; }

    /// <summary>The windows, in order.</summary>
    public IReadOnlyList<ScoredWindow> Windows { get; }

    /// <summary>Number of scored tokens.</summary>
    public int Tokens { get; }

    /// <summary>UTF-8 bytes of the text that the scored tokens stand for.</summary>
    public long Bytes { get; }

    /// <summary>SHA-256 of all ids and of what is scored: equal where text, tokenization and protocol are equal.</summary>
    public string Fingerprint { get; }

    /// <summary>The window that holds a scored token.</summary>
    internal int WindowOf(int token)
    {
        int window = 0;
        for (; token >= Windows[window].ScoredTokens; window++) token -= Windows[window].ScoredTokens;
        return window;
    }

    /// <summary>What each window's scored tokens add up to, from one number for every scored token.</summary>
    internal double[] WindowSums(double[] values)
    {
        var sums = new double[Windows.Count];
        int token = 0;
        for (int w = 0; w < sums.Length; w++)
        {
            for (int end = token + Windows[w].ScoredTokens; token < end; token++) sums[w] += values[token];
        }
        return sums;
    }

    private static string Hash(IReadOnlyList<ScoredWindow> windows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(int)];
        foreach (var window in windows)
        {
            foreach (int value in (ReadOnlySpan<int>)[window.Ids.Length, window.FirstScored, .. window.Ids])
            {
                BinaryPrimitives.WriteInt32LittleEndian(number, value);
                hash.AppendData(number);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
